import type { FunctionOptions } from '../../../local/functions/function-host.ts';
import type { ScheduleOptions } from '../../../local/functions/schedule.ts';
import type { StreamPumpOptions } from '../../../local/functions/stream-pump.ts';
import type { GatewayOptions } from '../../../local/gateway/start.ts';
import type { startKms } from '../../../local/kms/start.ts';
import type { ReceivingOptions } from '../../../local/ses/receive-start.ts';
import type { SesOptions } from '../../../local/ses/start.ts';

/** What the local cloud started its parts with. */
export interface Recorded {
  readonly functions: Record<string, FunctionOptions>;
  readonly pumps: StreamPumpOptions[];
  readonly schedules: ScheduleOptions[];
  gateway?: GatewayOptions;
  kms?: Parameters<typeof startKms>[0];
  ses?: SesOptions;
  receiving?: ReceivingOptions;
  /** The function that was called last. */
  called?: string;
}
