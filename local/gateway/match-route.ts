import type { Invoke } from '../functions/invocation.ts';

/** A method and a path template with the function behind it. `{name}` is one part of a path, `{name+}` the rest of it. */
export interface GatewayRoute {
  readonly method: string;
  readonly path: string;
  readonly invoke: Invoke;
}

interface Match {
  readonly route: GatewayRoute;
  readonly pathParameters: Record<string, string>;
}

const parts = (path: string) => path.split('/').filter((part) => part !== '');

const decode = (part: string) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = parts(template);
  const given = parts(path);
  const found: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const part = given[i];
    if (part === undefined) return undefined;
    const name = /^\{(\w+)(\+?)\}$/.exec(want);
    if (name?.[1] && name[2]) return { ...found, [name[1]]: decode(given.slice(i).join('/')) };
    if (name?.[1]) found[name[1]] = decode(part);
    else if (want !== part) return undefined;
  }
  return wanted.length === given.length ? found : undefined;
}

/** Finds the route of a request; literal parts win over parameters, and those over `{rest+}`, as in API Gateway. */
export function matchRoute(routes: readonly GatewayRoute[], method: string, path: string): Match | undefined {
  const rank = (template: string) =>
    parts(template)
      .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
      .join('');
  return routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const pathParameters = parametersOf(route.path, path);
      return pathParameters ? [{ route, pathParameters }] : [];
    })
    .sort((a, b) => (rank(a.route.path) < rank(b.route.path) ? -1 : 1))[0];
}
