import type { Forged } from './forged.ts';

/** A request of the identity provider that is not wholly one. */
export function forgedSignIns(value: string): readonly Forged[] {
  const request = {
    type: 'customEmailSenderRequestV1',
    code: 'AAAA',
    userAttributes: { sub: 'a', email: `${value}@mail.example` },
  };
  return [
    {
      name: 'a code that nobody sealed',
      event: { triggerSource: 'CustomEmailSender_Authentication', request },
    },
    {
      name: 'a code of another form',
      event: {
        triggerSource: 'CustomEmailSender_Authentication',
        request: { ...request, code: value.repeat(400) },
      },
    },
    {
      name: 'a subject that is a path',
      event: {
        triggerSource: 'CustomEmailSender_Authentication',
        request: { ...request, userAttributes: { ...request.userAttributes, sub: `../${value}` } },
      },
    },
    { name: 'another trigger', event: { version: '2', triggerSource: `Other_${value}`, request } },
    {
      name: 'an address that is too long',
      event: {
        version: '2',
        triggerSource: 'TokenGeneration_X',
        request: { userAttributes: { email: value.repeat(20) } },
      },
    },
  ];
}
