/** Ports of kinds of links that a test does not open: whoever reads one of them fails. */
export const unusedPorts = {
  tables: { require: async () => {} },
  informationRequests: {} as never,
  permissions: {} as never,
  disclosures: {} as never,
  recipients: {} as never,
  commitments: {} as never,
  erasures: {} as never,
  inboundBucket: {} as never,
  jobs: {} as never,
};
