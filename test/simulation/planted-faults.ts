import type { PlantedFault } from './replaced.ts';

/** One behind each invariant at least. A test holds that every text is still in the code. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'refusal',
    invariant: 'no mail whose sending began after a refusal',
    what: 'beginning to send does not look whether the contact state changed since it was read',
    replacements: [
      {
        file: 'lambda/store/contact-states.ts',
        before: 'checkWhile(table, contactStateKey(customerId), { version })',
        after: 'checkWhile(table, contactStateKey(customerId), { customerId })',
      },
    ],
  },
  {
    name: 'twice',
    invariant: 'no advertising twice',
    what: 'the SDK may send a raw mail again when the answer was lost',
    replacements: [
      {
        file: 'lambda/runtime/wire-mail.ts',
        before: 'new SESClient({ maxAttempts: 1 })',
        after: 'new SESClient({ maxAttempts: 3 })',
      },
    ],
  },
  {
    name: 'lost',
    invariant: 'no operational mail lost',
    what: 'a mail whose sender died is never due again',
    replacements: [
      {
        file: 'lambda/domain/mail/transitions.ts',
        before: 'dueAt: after(leaseUntil, eventWindow),',
        after: 'dueAt: undefined,',
      },
    ],
  },
  {
    name: 'reveal',
    invariant: 'no value revealed without its audit row',
    what: 'values do not wait for the commit of their audit rows',
    replacements: [
      {
        file: 'lambda/domain/customer/reveal.ts',
        before: 'await recordReads(deps, viewer, requests, clear);',
        after: 'void recordReads(deps, viewer, requests, clear).catch(() => {});',
      },
    ],
  },
  {
    name: 'basis',
    invariant: 'nothing disclosed without a basis that two people stood up for',
    what: 'a package leaves whatever became meanwhile of the permissions it stands on',
    replacements: [
      {
        file: 'lambda/domain/package/judge-package.ts',
        before:
          "if (cause !== undefined) return { code: cause, path: ['customerIds'], because: customerId };",
        after:
          "if (cause === 'NOT_FOUND') return { code: cause, path: ['customerIds'], because: customerId };",
      },
      {
        file: 'lambda/domain/permission/revoke-permission.ts',
        before: "await endWaitingOn(deps, taken, 'api');",
        after: 'void endWaitingOn;',
      },
    ],
  },
  {
    name: 'second',
    invariant: 'nothing disclosed without a basis that two people stood up for',
    what: 'whoever opened a disclosure may approve it too',
    replacements: [
      {
        file: 'lambda/domain/disclosure/approve-disclosure.ts',
        before: 'if (viewer.subject === openedBy || viewer.subject === verifiedBy)',
        after: 'if (openedBy === undefined && verifiedBy !== undefined)',
      },
    ],
  },
  {
    name: 'chain',
    invariant: 'every audit chain whole',
    what: 'a transaction that is refused advances its lane',
    replacements: [
      {
        file: 'lambda/store/transact.ts',
        before: 'if (!isAstray) throw',
        after: 'if (!isAstray && chained) taken?.advance(chained.head);\n    if (!isAstray) throw',
      },
    ],
  },
  {
    name: 'archive',
    invariant: 'every row of the audit archived as it was committed',
    what: 'the archive forgets one row of a batch of several',
    replacements: [
      {
        file: 'lambda/runtime/archive-records.ts',
        before: 'archiveObjectsOf([...sources.keys()])',
        after: 'archiveObjectsOf([...sources.keys()].filter((_, at, { length }) => at !== 2 || length < 5))',
      },
    ],
  },
  {
    name: 'owner',
    invariant: 'no two verified customers with one email',
    what: 'confirming an address takes it from whoever confirmed it before',
    replacements: [
      {
        file: 'lambda/store/emails.ts',
        before: 'Put: { TableName: table, Item, ...unlessAnothers(customerId) },',
        after: 'Put: { TableName: table, Item },',
      },
    ],
  },
  {
    name: 'consents',
    invariant: 'consent history and state agree',
    what: 'choices are written over those that somebody made meanwhile',
    replacements: [
      {
        file: 'lambda/store/consents.ts',
        before: '? putWhile(deps.table, item, { version: before.version })',
        after: "? putWhile(deps.table, item, { kind: 'CONSENT_STATE' })",
      },
      {
        file: 'lambda/store/contact-states.ts',
        before: 'replace: (before, after) => putWhile(table, toRow(after), { version: before.version }),',
        after:
          'replace: (before, after) => putWhile(table, toRow(after), { customerId: before.customerId }),',
      },
    ],
  },
  {
    name: 'clock',
    invariant: 'clocks kept or alarmed',
    what: 'no job is resumed whose function died',
    replacements: [
      {
        file: 'lambda/clock.ts',
        before: 'await resumeJobs(wire(), { perShard: 10 })',
        after: '{ resumed: 0, failed: 0, resumeJobs }',
      },
    ],
  },
  {
    name: 'moved',
    invariant: 'clocks kept or alarmed',
    what: 'no change of address is moved by the clock',
    replacements: [
      {
        file: 'lambda/clock.ts',
        before: 'due: wire().emailChanges.due, act: moveEmailChange };',
        after: 'due: async () => [], act: moveEmailChange };',
      },
    ],
  },
  {
    name: 'authority',
    invariant: 'clocks kept or alarmed',
    what: 'whoever was warned of the clock of an authority is not told that it ran out',
    replacements: [
      {
        file: 'lambda/domain/disclosure/tend-disclosures.ts',
        before: 'if (lateAt === undefined && dueAt <= now)',
        after: 'if (warnedAt === undefined && lateAt === undefined && dueAt <= now)',
      },
    ],
  },
  {
    name: 'once',
    invariant: 'every idempotent call answered once',
    what: 'the answer to a key is kept in a transaction of its own, after the act',
    replacements: [
      {
        file: 'lambda/domain/once.ts',
        before: 'await deps.commit([row(planned.result, []), ...planned.writes], planned.audit);',
        after:
          'await deps.commit(planned.writes, planned.audit);\n      await deps.commit([row(planned.result, [])], []);',
      },
    ],
  },
  {
    name: 'erased',
    invariant: 'erased means unreadable',
    what: 'an erasure goes on without the transaction having destroyed the keys',
    replacements: [
      {
        file: 'lambda/domain/erasure/destroy-keys.ts',
        before: "recordStep(deps, erasure, { step: 'OBJECTS' }, [keys, ...lookups])",
        after: "recordStep(deps, erasure, { step: 'OBJECTS' }, lookups)",
      },
    ],
  },
  {
    name: 'clear',
    invariant: 'no personal byte in the clear',
    what: 'the input of a call is kept beside its key as it was given',
    replacements: [
      {
        file: 'lambda/domain/once.ts',
        before: "inputIndex: index.of('idempotency', input),",
        after: 'inputIndex: input,',
      },
    ],
  },
  {
    name: 'encoded',
    invariant: 'no personal byte in the clear',
    what: 'the same in Base64',
    replacements: [
      {
        file: 'lambda/domain/once.ts',
        before: "inputIndex: index.of('idempotency', input),",
        after: "inputIndex: Buffer.from(input).toString('base64url'),",
      },
    ],
  },
  {
    name: 'logged',
    invariant: 'no personal byte in the clear',
    what: 'the log tells the address of a mail in hex, where an id may stand',
    replacements: [
      {
        file: 'lambda/domain/mail/hand-over.ts',
        before: 'const { customerId, id: mailId } = mail;',
        after: `const { customerId, id: mailId } = mail;
    const address = letter.to.constructor.uncover(letter.to);
    deps.log.info('mail_handed_over', { requestId: Buffer.from(address).toString('hex') });`,
      },
    ],
  },
  {
    name: 'filed',
    invariant: 'every mail that came in filed once',
    what: 'the raw mail is removed before the mail is filed',
    replacements: [
      {
        file: 'lambda/domain/inbound/file-mail.ts',
        before: 'const settled = await reread(readings, async () => {',
        after:
          'await deps.inboundBucket.deleteRaw(taken.id);\n  const settled = await reread(readings, async () => {',
      },
    ],
  },
  {
    name: 'answered',
    invariant: 'answered by itself only what may be',
    what: 'whatever came in by mail is answered',
    replacements: [
      {
        file: 'lambda/domain/inbound/automatic-answer.ts',
        before: 'if (!filing.isAnswered || !mayAnswer ||',
        after: 'if (!mayAnswer ||',
      },
    ],
  },
  {
    name: 'code',
    invariant: 'a code of sign-in comes to whom it is for',
    what: 'a fault of the stores or of SES is taken for a code that was held back',
    replacements: [
      {
        file: 'lambda/domain/mail/send-sign-in-code.ts',
        before: "if (!(error instanceof DomainError) || error.code !== 'RATE_LIMITED') throw error;",
        after: 'if (error instanceof TypeError) throw error;',
      },
    ],
  },
  {
    name: 'payment',
    invariant: 'nothing given for a payment but on a word that held then',
    what: 'what a disclosure for a payment stands on is not looked at again as it is written down',
    replacements: [
      {
        file: 'lambda/domain/payment/judge-payment.ts',
        before:
          '  deps.recipients.unchanged(recipient),\n  deps.commitments.unchanged(commitment),\n  deps.contactStates.unchanged(contact),\n',
        after: '',
      },
    ],
  },
  {
    name: 'unsaid',
    invariant: 'nothing given for a payment but on a word that held then',
    what: "an answer to a payment does not wait for the customer's own row to say what was given",
    replacements: [
      {
        file: 'lambda/domain/payment/give-for-payment.ts',
        before: 'await settle(deps, { customerId, disclosureId, named: placeOfWhose(payment) }, fields);',
        after:
          'void settle(deps, { customerId, disclosureId, named: placeOfWhose(payment) }, fields).catch(() => {});',
      },
    ],
  },
  {
    name: 'decided',
    invariant: 'a correction decided once, applied whole and answered',
    what: 'what was decided on a correction may be decided anew',
    replacements: [
      {
        file: 'lambda/domain/correction/decide-correction.ts',
        before: "if (correction.state !== 'ASKED') throw",
        after: "if (correction.state === 'MADE') throw",
      },
    ],
  },
  {
    name: 'held',
    invariant: 'a correction decided once, applied whole and answered',
    what: 'a correction is accepted although the address is held',
    replacements: [
      {
        file: 'lambda/domain/correction/decide-correction.ts',
        before: "if (contact.isHeld) throw new DomainError('ADDRESS_HELD', ['accept']);",
        after: '',
      },
    ],
  },
  {
    name: 'told',
    invariant: 'everybody whom an incident touches told of it once',
    what: 'whoever is in two windows of an incident has a mail for each',
    replacements: [
      {
        file: 'lambda/domain/incident/mail-affected.ts',
        before: "'INCIDENT_NOTICE', incidentId, subjectId)",
        after: "'INCIDENT_NOTICE', incidentId, subjectId, String(round))",
      },
    ],
  },
  {
    name: 'final',
    invariant: 'everybody whom an incident touches told of it once',
    what: 'a count is final before the index of the trail has every row',
    replacements: [
      {
        file: 'lambda/domain/incident/count-affected.ts',
        before: 'const isFinal = begunAt >= settledAt;',
        after: "const isFinal = begunAt !== '';",
      },
    ],
  },
  {
    name: 'returned',
    invariant: 'a row of a file brought once, and never after an erasure',
    what: 'whoever had everything erased comes back by an old file',
    replacements: [
      {
        file: 'lambda/domain/customer/judge-import.ts',
        before: "if (await deps.suppressions.has(index.of('suppression', emailIndexForm(contact.email))))",
        after: 'if (deps.suppressions === undefined)',
      },
    ],
  },
  {
    name: 'masks',
    invariant: 'no value revealed without its audit row',
    what: 'a mask is answered without a row of it',
    replacements: [
      {
        file: 'lambda/domain/customer/reveal.ts',
        before: 'if (!auditRules[classOf(request)].recorded.includes(view)) continue;',
        after: "if (!auditRules[classOf(request)].recorded.includes(view) || view === 'masked') continue;",
      },
    ],
  },
  {
    name: 'letters',
    invariant: 'no personal byte in the clear',
    what: 'the job that tells those whom an incident touches keeps the letter as it was given',
    replacements: [
      {
        file: 'lambda/domain/incident/notify-affected.ts',
        before: 'const telling = { incidentId: id, round,',
        after: 'const telling = { said: JSON.stringify(call.words), incidentId: id, round,',
      },
    ],
  },
  {
    name: 'operated',
    invariant: 'no personal byte in the clear',
    what: 'the log of an operator tells the number of a row in hex, where an id may stand',
    replacements: [
      {
        file: 'lambda/domain/customer/import-customer.ts',
        before: '  if (rehearsed) {\n',
        after: `  deps.log.info('row_read', { requestId: Buffer.from(input.reference.number).toString('hex') });\n  if (rehearsed) {\n`,
      },
    ],
  },
];
