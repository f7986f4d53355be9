import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

const answer = (message: string, code: string) =>
  JSON.stringify({ errors: [{ message, extensions: { code, requestId: '$context.requestId' } }] });

const refusals = [
  [ResponseType.BAD_REQUEST_BODY, answer('The body is not a JSON object.', 'BAD_REQUEST')],
  [ResponseType.THROTTLED, answer('Too many requests. Try again later.', 'RATE_LIMITED')],
  [ResponseType.DEFAULT_4XX, answer('The request was refused.', 'BAD_REQUEST')],
  [ResponseType.DEFAULT_5XX, answer('Something went wrong. Try again later.', 'TEMPORARILY_UNAVAILABLE')],
] as const;

/** The gateway's own refusals in GraphQL's shape, with a request id and without its words about what is inside. */
export function answerRefusals(api: RestApi): void {
  for (const [type, template] of refusals) {
    api.addGatewayResponse(type.responseType, { type, templates: { 'application/json': template } });
  }
}
