interface Options {
  readonly purpose?: string;
  readonly acceptLanguage?: string;
  readonly lang?: string;
}

/** An API Gateway REST proxy event (payload format 1.0). */
export function restEvent(method: string, token: string, options: Options = {}) {
  const { purpose = 'verify-email', acceptLanguage, lang } = options;
  return {
    resource: '/links/{purpose}/{token}',
    path: `/links/${purpose}/${token}`,
    httpMethod: method,
    headers: acceptLanguage === undefined ? null : { 'Accept-Language': acceptLanguage },
    queryStringParameters: lang === undefined ? null : { lang },
    pathParameters: { purpose, token },
    requestContext: { requestId: 'request-1', identity: { sourceIp: '192.0.2.7' } },
    body: null,
    isBase64Encoded: false,
  };
}

/** An API Gateway HTTP event (payload format 2.0). */
export function httpEvent(method: string, token: string) {
  return {
    version: '2.0',
    rawPath: `/links/verify-email/${token}`,
    headers: { accept: 'text/html' },
    pathParameters: { purpose: 'verify-email', token },
    requestContext: { requestId: 'request-1', http: { method, sourceIp: '192.0.2.7' } },
    isBase64Encoded: false,
  };
}
