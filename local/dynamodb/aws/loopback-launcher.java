import java.io.IOException;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local with its own arguments, but on 127.0.0.1 alone (its only options are the port and every
 * interface), on a free port when asked, and only as long as its standard input stays open: when the process that
 * started it dies, in whatever way, the pipe closes and the engine ends.
 *
 * Says "listening PORT", or "refused REASON" and exits with 3. System property loopback.port: the port, 0 for a free one.
 */
public final class LoopbackLauncher {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer engine = ServerRunner.createServerFromCommandLineArgs(arguments);
    Field server = DynamoDBProxyServer.class.getDeclaredField("server");
    server.setAccessible(true);
    ServerConnector connector = (ServerConnector) ((Server) server.get(engine)).getConnectors()[0];
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.getInteger("loopback.port", 0));
    try {
      engine.start();
    } catch (IOException refused) {
      System.out.println("refused " + refused.getMessage());
      System.exit(3);
    }
    System.out.println("listening " + connector.getLocalPort());
    while (System.in.read() >= 0) {
      // Nothing is said on this pipe: only its end counts.
    }
    engine.stop();
    System.exit(0);
  }
}
