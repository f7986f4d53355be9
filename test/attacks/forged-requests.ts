import { type Forged, parsed } from './forged.ts';

/** Requests of the gateway that it would not make. */
export function forgedRequests(value: string, path: string): readonly Forged[] {
  const event = (changes: object) => ({
    httpMethod: 'POST',
    path,
    headers: {},
    requestContext: { requestId: 'forged-request-1', identity: { sourceIp: value } },
    ...changes,
  });
  return [
    { name: 'no method', event: event({ httpMethod: undefined }) },
    {
      name: 'headers that are no texts',
      event: event({ headers: { authorization: 84_901_234_567, [value]: null } }),
    },
    { name: 'a body that is no text', event: event({ body: 84_901_234_567 }) },
    { name: 'a body that is an object', event: event({ body: { [value]: value } }) },
    {
      name: 'parameters by a prototype',
      event: event({ pathParameters: parsed('{"__proto__":{"purpose":"verify-email"}}') }),
    },
    {
      name: 'a link that is a path',
      event: event({ pathParameters: { purpose: '../graphql', token: `../../${value}` } }),
    },
    {
      name: 'a request id with a line break',
      event: event({ requestContext: { requestId: `x\r\n${value}` } }),
    },
    {
      name: 'a query that is no list',
      event: event({ httpMethod: 'GET', multiValueQueryStringParameters: { query: value } }),
    },
  ];
}
