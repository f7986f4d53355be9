import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

/**
 * Which other addresses of this machine answer on the endpoint's port. 127.0.0.2 belongs to the loopback network but not
 * to the address listened on: it answers when a server listens on all interfaces, even on a machine without a network.
 */
export async function otherAddressesThatAnswer(url: string): Promise<string[]> {
  const port = Number(new URL(url).port);
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4')
    .map((address) => address.address);
  const tried = await Promise.all(['127.0.0.2', ...outside].map((host) => answers(host, port)));
  return tried.filter((host) => host !== undefined);
}

function answers(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const finish = (found: string | undefined) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => finish(host));
    socket.once('error', () => finish(undefined));
    socket.once('timeout', () => finish(undefined));
  });
}
