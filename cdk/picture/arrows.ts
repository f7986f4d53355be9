import { drawnOf, mail, mentioned, type Node, resourcesOf, type Templates } from './drawn.ts';

/** From one node to another, with what it says. */
export interface Arrow {
  readonly from: Node;
  readonly to: Node;
  readonly says: string;
}

const each = (from: readonly Node[], to: readonly Node[], says: string): readonly Arrow[] =>
  from.flatMap((one) => to.map((other) => ({ from: one, to: other, says })));

/** What calls or feeds what: routes, streams, schedules, topics, receipts, pools, the site in front. */
export function callsOf(templates: Templates): readonly Arrow[] {
  const nodes = drawnOf(templates);
  const found = (part: unknown) => mentioned(nodes, part);
  const resources = resourcesOf(templates);
  const paths = new Map(
    resources
      .filter(([, { Type }]) => Type === 'AWS::ApiGateway::Resource')
      .map(([id, { Properties }]) => [id, Properties]),
  );
  const pathOf = (id: string | undefined): string => {
    const at = id === undefined ? undefined : paths.get(id);
    return at ? `${pathOf(at.ParentId.Ref)}/${at.PathPart}` : '';
  };
  return resources.flatMap(([logicalId, { Type, Properties: of }]): readonly Arrow[] => {
    switch (Type) {
      case 'AWS::ApiGateway::Method':
        return each(
          found(of.RestApiId),
          found(of.Integration?.Uri),
          `${of.HttpMethod} ${pathOf(of.ResourceId.Ref)}`,
        );
      case 'AWS::Lambda::EventSourceMapping':
        return [
          ...each(found(of.EventSourceArn), found(of.FunctionName), wantedBy(of.FilterCriteria)),
          ...each(found(of.FunctionName), found(of.DestinationConfig), 'what failed'),
        ];
      case 'AWS::Events::Rule':
        return each(found({ [logicalId]: 0 }), found(of.Targets), '');
      case 'AWS::Lambda::EventInvokeConfig':
        return each(found(of.FunctionName), found(of.DestinationConfig), 'what failed');
      case 'AWS::SNS::Subscription':
        return [
          ...each(found(of.TopicArn), found(of.Endpoint), ''),
          ...each(found(of.TopicArn), found(of.RedrivePolicy), 'what was not taken'),
        ];
      case 'AWS::SES::ConfigurationSetEventDestination':
        return each([mail], found(of.EventDestination), 'what became of mails');
      case 'AWS::SES::ReceiptRule':
        return each([mail], found(of.Rule.Actions), 'mail that comes in');
      case 'AWS::Lambda::Permission':
        return of.Principal === 'cognito-idp.amazonaws.com'
          ? each(found(of.SourceArn), found(of.FunctionName), '')
          : [];
      case 'AWS::WAFv2::WebACLAssociation':
        return each(found(of.WebACLArn), found(of.ResourceArn), '');
      case 'AWS::CloudFront::Distribution': {
        const self = found({ [logicalId]: 0 });
        const origins = found(of.DistributionConfig.Origins).filter((node) => node !== self[0]);
        return [...each(self, origins, ''), ...each(found(of.DistributionConfig.WebACLId), self, '')];
      }
      default:
        return [];
    }
  });
}

function wantedBy(
  criteria: { readonly Filters?: readonly { readonly Pattern: string }[] } | undefined,
): string {
  const values = (criteria?.Filters ?? []).flatMap(({ Pattern }) => {
    const { kind, lane } = JSON.parse(Pattern).dynamodb.NewImage;
    return [...(kind?.S ?? []), ...(lane?.S ?? [])];
  });
  return `stream${values.length > 0 ? `: ${values.join(', ')}` : ''}`;
}

const verbs: readonly (readonly [string, RegExp])[] = [
  ['writes', /:(Put|Update|Delete|BatchWrite)/],
  ['reads', /:(Get(Item|Object)|Query|BatchGet|Scan)/],
  ['makes keys', /^kms:GenerateDataKey/],
  ['opens', /^kms:Decrypt/],
  ['signs', /^kms:Sign/],
  ['verifies', /^kms:(Verify|GetPublicKey)$/],
  ['MACs', /^kms:(GenerateMac|VerifyMac)/],
  ['sends', /^ses:Send/],
];

/** What each function's role may do with what, by its policies. The key that tables and logs lie under is left out: all may, by way of them. */
export function permissionsOf(templates: Templates): readonly Arrow[] {
  const nodes = drawnOf(templates);
  const functions = nodes.filter(({ shape }) => shape === `${shape.split('[')[0]}["${shape.split('[')[0]}"]`);
  return resourcesOf(templates).flatMap(([, { Type, Properties: of }]): readonly Arrow[] => {
    if (Type !== 'AWS::IAM::Policy') return [];
    const role = of.Roles[0].Ref as string;
    const from = functions.filter(({ id }) => role.startsWith(`${id}Role`));
    return of.PolicyDocument.Statement.flatMap(
      (statement: { Action: string | string[]; Resource: unknown }) => {
        const actions = [statement.Action].flat();
        const said = verbs.filter(([, pattern]) => actions.some((action) => pattern.test(action)));
        const to = actions.some((action) => action.startsWith('ses:'))
          ? [mail]
          : mentioned(nodes, statement.Resource).filter(
              ({ id }) => id !== 'key_StorageKey' && id !== 'key_InboundKey',
            );
        return said.flatMap(([verb]) => each(from, to, verb));
      },
    );
  });
}
