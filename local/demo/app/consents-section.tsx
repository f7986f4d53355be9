import type { ReactNode } from 'react';
import type { OwnRecordFragment } from '../generated/graphql.ts';
import { channelWords, purposeWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { linkTo } from './route.ts';
import { instantIn } from './when.ts';

/** What the customer agreed to: the policy's version, and each choice. */
export function ConsentsSection({ me }: { me: OwnRecordFragment }): ReactNode {
  const { say, language } = useDemo();
  const { consents } = me;
  return (
    <section aria-labelledby="consents-title">
      <h2 id="consents-title">{say('consentsTitle')}</h2>
      {consents && (
        <p>
          {say('acceptedVersion', {
            version: consents.acceptedVersion,
            date: instantIn(language, consents.acceptedAt),
          })}{' '}
          {consents.versionInForce === null || consents.versionInForce === consents.acceptedVersion
            ? say('versionCurrent')
            : say('versionNewer', { version: consents.versionInForce })}
        </p>
      )}
      {consents && consents.choices.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('consentPurpose')}</th>
              <th scope="col">{say('consentChannel')}</th>
              <th scope="col">{say('consentAnswer')}</th>
              <th scope="col">{say('consentAt')}</th>
            </tr>
          </thead>
          <tbody>
            {consents.choices.map(({ purpose, channel, granted, at }) => (
              <tr key={`${purpose} ${channel}`}>
                <th scope="row">{purposeWords[purpose][language]}</th>
                <td data-label={say('consentChannel')}>{channel ? channelWords[channel][language] : '–'}</td>
                <td data-label={say('consentAnswer')}>{say(granted ? 'granted' : 'refused')}</td>
                <td data-label={say('consentAt')}>{instantIn(language, at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>{say('consentsNone')}</p>
      )}
      <a className="button quiet" href={linkTo('preferences')}>
        {say('toPreferences')}
      </a>
    </section>
  );
}
