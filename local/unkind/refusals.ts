import { type Answer, bodyOf, type Call, type Json } from './call.ts';
import type { Draw } from './seeded-random.ts';

const dynamodb = 'com.amazonaws.dynamodb.v20120810#';

const json = (status: number, body: Json): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify(body)),
});

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(body),
});

/** An error in the words of the call's protocol. */
function refusal(call: Call, status: number, type: string, message: string): Answer {
  const code = type.split('#').at(-1);
  if (call.protocol === 'rest')
    return xml(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  if (call.protocol === 'query') {
    const side = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Error><Type>${side}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return xml(status, `<ErrorResponse>${error}<RequestId>unkind</RequestId></ErrorResponse>`);
  }
  return json(status, { __type: type, message });
}

/** DynamoDB has two ways to say it, SES and S3 their own. */
export function throttled(call: Call, draw: Draw): Answer {
  if (call.protocol === 'query') return refusal(call, 400, 'Throttling', 'Maximum sending rate exceeded.');
  if (call.protocol === 'rest') return refusal(call, 503, 'SlowDown', 'Please reduce your request rate.');
  if (call.protocol === 'dynamodb' && draw() < 0.5) {
    return refusal(
      call,
      400,
      `${dynamodb}ProvisionedThroughputExceededException`,
      'The level of configured provisioned throughput for the table was exceeded.',
    );
  }
  return refusal(call, 400, 'com.amazon.coral.availability#ThrottlingException', 'Rate exceeded');
}

export const serverError = (call: Call): Answer =>
  refusal(
    call,
    500,
    call.protocol === 'json' ? 'KMSInternalException' : `${dynamodb}InternalServerError`,
    'The request processing has failed because of an unknown error, exception or failure.',
  );

/** A cancelled transaction with one reason an item, in their order: `None` but for the one in conflict. */
export function transactionConflict(call: Call, draw: Draw): Answer {
  const items = bodyOf(call).TransactItems;
  const count = Array.isArray(items) ? items.length : 0;
  const hit = Math.floor(draw() * count);
  const reasons = Array.from({ length: count }, (_, i) =>
    i === hit
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return json(400, {
    __type: `${dynamodb}TransactionCanceledException`,
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons,
  });
}

export const itemConflict = (call: Call): Answer =>
  refusal(call, 400, `${dynamodb}TransactionConflictException`, 'Transaction is ongoing for the item');
