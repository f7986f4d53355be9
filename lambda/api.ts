import { answerGraphql } from './runtime/answer-graphql.ts';
import type { GatewayEvent, GatewayResult } from './runtime/gateway-event.ts';

/** POST /graphql; GET for public queries. */
export async function handler(event: GatewayEvent): Promise<GatewayResult> {
  return answerGraphql(event);
}
