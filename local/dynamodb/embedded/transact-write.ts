import { createHash } from 'node:crypto';
import { apiError, invalid, isApiError, typeOf } from './api-error.ts';
import { commit } from './commit.ts';
import {
  type Action,
  type ApiError,
  actionOf,
  dynalite,
  type Item,
  type Operation,
  type Request,
  tableOf,
  validated,
} from './dynalite.ts';
import type { Engine } from './engine.ts';
import { canonical, itemBytes } from './item-rules.ts';
import { type Change, stageWrite } from './stage-write.ts';
import { rememberedToken, tokenWrite } from './transaction-token.ts';

const maximumBytes = 4 * 1024 * 1024;

interface Member {
  readonly request: Request;
  readonly action: Action;
  readonly onFailure: unknown;
}

/** A condition alone: it is checked as the item is read (see `stageWrite`), and nothing is written. */
const checkOnly: Action = (store, request, done) => {
  store.getTable(request.TableName, (error, table) => {
    if (error || !table) return done(error);
    const key = request.Key as Item;
    const wrong = dynalite.validateKey(key, table);
    if (wrong) return done(wrong);
    const items = store.getItemDb(table.TableName);
    items.get(dynalite.createKey(key, table), (failure) => done(failure, {}));
  });
};

const kinds: Readonly<Record<string, readonly [Operation, Action, required?: string]>> = {
  Put: ['PutItem', actionOf('PutItem')],
  Update: ['UpdateItem', actionOf('UpdateItem'), 'UpdateExpression'],
  Delete: ['DeleteItem', actionOf('DeleteItem')],
  ConditionCheck: ['DeleteItem', checkOnly, 'ConditionExpression'],
};

function memberOf(engine: Engine, entry: Record<string, Record<string, unknown>>): Member {
  const [kind, ...others] = Object.keys(entry);
  const known = kinds[kind ?? ''];
  const body = entry[kind ?? ''];
  if (!known || !body || others.length > 0) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const [operation, action, required] = known;
  if (required && body[required] === undefined) {
    throw invalid(`1 validation error detected: Value null at '${required}' failed to satisfy constraint`);
  }
  const onFailure = body.ReturnValuesOnConditionCheckFailure;
  return { request: validated(engine.store, operation, body), action, onFailure };
}

/** The entries of a transaction: 1 to 100. Throws ValidationException. */
export function transactItems(body: Record<string, unknown>): Record<string, Record<string, unknown>>[] {
  const entries = body.TransactItems;
  const bound = !Array.isArray(entries) || entries.length === 0 ? 'greater than or equal to 1' : undefined;
  const wrong = bound ?? ((entries as unknown[]).length > 100 ? 'less than or equal to 100' : undefined);
  if (wrong) {
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${wrong}`,
    );
  }
  return entries as Record<string, Record<string, unknown>>[];
}

async function refuseSameItemTwice(engine: Engine, members: readonly Member[]): Promise<void> {
  const seen = new Set<string>();
  for (const { request } of members) {
    const table = await tableOf(engine.store, request.TableName);
    const item = request.Item as Item | undefined;
    const key = (item ?? request.Key) as Item;
    if (item ? dynalite.validateItem(item, table) : dynalite.validateKey(key, table)) continue;
    const address = `${table.TableName}~${dynalite.createKey(key, table)}`;
    if (seen.has(address)) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    seen.add(address);
  }
}

function reasonOf(error: ApiError): Record<string, unknown> {
  const Message = error.message;
  if (typeOf(error) !== 'ConditionalCheckFailedException') return { Code: 'ValidationError', Message };
  const item = error.body.Item;
  return { Code: 'ConditionalCheckFailed', Message, ...(item !== undefined && { Item: item }) };
}

function cancelled(reasons: readonly Record<string, unknown>[]): ApiError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return apiError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

/**
 * TransactWriteItems. Throws ValidationException before anything is read, TransactionCanceledException with one
 * reason per entry in order, or IdempotentParameterMismatchException. A token seen within ten minutes with the same
 * entries answers success and writes nothing; the token is kept in the batch of the writes it stands for.
 */
export async function transactWrite(
  engine: Engine,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const entries = transactItems(body);
  const token = body.ClientRequestToken as string | undefined;
  const digest = createHash('sha256').update(canonical(entries)).digest('base64');
  const members = entries.map((entry) => memberOf(engine, entry));
  return engine.exclusive(async () => {
    if (token && (await rememberedToken(engine, token, digest))) return {};
    await refuseSameItemTwice(engine, members);
    const changes: Change[] = [];
    const reasons: Record<string, unknown>[] = [];
    for (const { request, action, onFailure } of members) {
      try {
        changes.push(...(await stageWrite(engine.store, action, request, onFailure)).changes);
        reasons.push({ Code: 'None' });
      } catch (error) {
        if (!isApiError(error) || typeOf(error) === 'ResourceNotFoundException') throw error;
        reasons.push(reasonOf(error));
      }
    }
    if (reasons.some((reason) => reason.Code !== 'None')) throw cancelled(reasons);
    const bytes = changes.reduce((sum, { before, after }) => sum + itemBytes(after ?? before ?? {}), 0);
    if (bytes > maximumBytes) throw invalid('Transaction request cannot exceed 4 MB in aggregate item size');
    await commit(engine, changes, token ? [tokenWrite(engine, token, digest)] : []);
    return {};
  });
}
