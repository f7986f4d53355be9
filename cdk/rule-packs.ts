import type { App } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks,
  type NagPack,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';

/** The packs whose findings break a synthesis, but for those that are acknowledged with a reason. */
export const rulePacks = (app: App): readonly NagPack[] => [
  new AwsSolutionsChecks(app),
  new ServerlessChecks(app),
];

/**
 * Packs that are read and not obeyed: what they say, and why it is left, stands in `docs/cloud-rules.md`. Their controls are an organisation's, and they
 * ask of every resource alike what ours need in some places and may not have in others.
 */
export const advisoryPacks = (app: App): readonly NagPack[] => [
  new NIST80053R5Checks(app),
  new PCIDSS321Checks(app),
];
