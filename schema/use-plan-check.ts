import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { alarmingLogLines } from '../lambda/declared/alarming-log-lines.ts';
import { type Audience, staffRoles } from '../lambda/domain/access.ts';
import { entryOf } from '../lambda/domain/audit/entry.ts';
import { judgePurpose } from '../lambda/domain/customer/judge-purpose.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { audiencesOf, type Viewer } from '../lambda/domain/viewer.ts';
import type { ApiContext } from './context.ts';
import { topLevelError } from './errors.ts';
import { fragmentsOf } from './fragments.ts';
import { checkPlan, type Missing, type PlanVerdict } from './plan-check.ts';

/**
 * The first of two places where access is enforced: an operation that holds one field which the viewer may not use is refused whole,
 * before anything runs, and told what is missing. Every refusal is logged and counted; that of an employee or a service is audited as
 * well (P6.4). That of a customer is not: an operation that was refused has not looked up whose record the caller is bound to,
 * and whoever is refused shall not cost more than who is answered.
 */
export function usePlanCheck(options: { introspection: 'staff' | 'everyone' }): Plugin<ApiContext> {
  const introspectors: readonly Audience[] = options.introspection === 'everyone' ? ['everyone'] : staffRoles;
  return {
    async onExecute({ args, setResultAndStopExecution }) {
      const context = args.contextValue as ApiContext;
      const { viewer } = context;
      const operation = getOperationAST(args.document, args.operationName ?? undefined);
      if (!operation) return;
      const verdict = checkPlan(args.schema, operation, fragmentsOf(args.document), {
        held: audiencesOf(viewer),
        introspectors,
      });
      const refusal = judge(context, verdict);
      if (!refusal) return;
      await recordRefusal(context, refusal, verdict.missing);
      setResultAndStopExecution({
        errors: [await topLevelError(refusal, viewer, detailsOf(verdict.missing))],
      });
    },
  };
}

function judge({ viewer, ports }: ApiContext, verdict: PlanVerdict): DomainError | undefined {
  if (verdict.missing) return new DomainError(viewer.kind === 'visitor' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
  if (!verdict.readsClear || viewer.kind !== 'staff') return undefined;
  if (verdict.readsClearOfMany) return new DomainError('ONE_CUSTOMER_AT_A_TIME');
  try {
    judgePurpose(ports, viewer);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function detailsOf(missing: Missing | undefined) {
  return missing ? { field: missing.coordinate, readers: missing.audience } : {};
}

async function recordRefusal(
  { viewer, ports }: ApiContext,
  refusal: DomainError,
  missing: Missing | undefined,
) {
  ports.log.warn(alarmingLogLines.operationRefused.event, {
    requestId: viewer.requestId,
    code: refusal.code,
  });
  if (!isKnown(viewer)) return;
  const entry = entryOf(viewer, {
    action: 'OPERATION',
    outcome: 'REFUSED',
    code: refusal.code,
    ...(missing ? { fields: [missing.coordinate] } : {}),
  });
  await ports.commit([], [entry]);
}

function isKnown(viewer: Viewer): boolean {
  return viewer.kind === 'staff' || viewer.kind === 'service';
}
