import type { ReactNode } from 'react';
import { type ProcessingPurpose, processingPurposes, rolePurposes } from '../../lambda/domain/access.ts';
import type { Language } from '../../lambda/domain/viewer.ts';
import type { Session } from './session.ts';

/** What the bar says and sets. */
export interface StaffBarProps {
  readonly session: Session;
  readonly isOver: boolean;
  readonly purpose: ProcessingPurpose | '';
  readonly reference: string;
  readonly language: Language;
  readonly onPurpose: (purpose: ProcessingPurpose | '') => void;
  readonly onReference: (reference: string) => void;
  readonly onLanguage: (language: Language) => void;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
  /** The examples menu. */
  readonly children: ReactNode;
}

const inWords = (name: string) => {
  const words = name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Above GraphiQL: what each request carries, and who sends it. */
export function StaffBar(props: StaffBarProps) {
  const { session, purpose, reference, language } = props;
  const purposes = processingPurposes.filter((one) =>
    session.roles.some((role) => rolePurposes[role].includes(one)),
  );
  return (
    <>
      <h1>CloudFly Privacy</h1>
      {props.children}
      <label>
        Purpose
        <select
          value={purpose}
          disabled={purposes.length === 0}
          onChange={(event) => props.onPurpose(event.target.value as ProcessingPurpose | '')}
        >
          <option value="">
            {purposes.length === 0 ? 'Your role reads no values' : 'None: masked only'}
          </option>
          {purposes.map((one) => (
            <option key={one} value={one}>
              {inWords(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Reference
        <input
          value={reference}
          placeholder="SUP-1024"
          size={12}
          maxLength={64}
          disabled={purposes.length === 0}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => props.onReference(event.target.value)}
        />
      </label>
      <label>
        Messages
        <select value={language} onChange={(event) => props.onLanguage(event.target.value as Language)}>
          <option value="vi">Tiếng Việt</option>
          <option value="en">English</option>
        </select>
      </label>
      <p className="who">
        <span>{session.name}</span>
        <span className="roles">{session.roles.map(inWords).join(', ') || 'No role'}</span>
      </p>
      {props.isOver ? (
        <button type="button" className="primary" onClick={props.onSignIn}>
          Sign in again
        </button>
      ) : (
        <button type="button" onClick={props.onSignOut}>
          Sign out
        </button>
      )}
      {props.isOver && (
        <p role="alert" className="over">
          Your sign-in has ended. Sign in again to go on; your tabs are kept.
        </p>
      )}
    </>
  );
}
