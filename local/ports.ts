/** Where the local cloud listens under `npm start`. All on 127.0.0.1. */
export const localPorts = {
  gateway: 4300,
  oidc: 4301,
  ses: 4302,
  dynamodb: 4303,
  kms: 4304,
  s3: 4305,
  smtp: 4306,
} as const;
