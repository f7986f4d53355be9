import type { Cloud } from '../../local/cloud.ts';

/** What a client of any of the cloud's services needs beside its address. */
export const awsOf = ({ environment }: Pick<Cloud, 'environment'>) => ({
  region: environment.AWS_REGION ?? 'ap-southeast-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
