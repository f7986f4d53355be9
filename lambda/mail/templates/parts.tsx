import { Fragment, type ReactNode } from 'react';
import { offSiteNotice } from '../../domain/link/notice.ts';
import type { Language } from '../../domain/viewer.ts';
import { paragraphsOf } from '../formats.ts';
import type { Frame } from '../frame.ts';
import { apart, blue, paper, small, text } from './styles.ts';

export function Paragraph({ children }: { children: ReactNode }) {
  return <p style={text}>{children}</p>;
}

export function Greeting({ language }: { language: Language }) {
  return <Paragraph>{language === 'vi' ? 'Kính chào Quý khách,' : 'Hello,'}</Paragraph>;
}

/** Facts in the order they are read; one without a value is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | undefined])[] }) {
  return (
    <div style={apart}>
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <p key={name} style={{ ...text, margin: '0 0 10px' }}>
            <span style={{ color: small.color }}>{name}:</span> <strong>{value}</strong>
          </p>
        ),
      )}
    </div>
  );
}

export function List({ items }: { items: readonly string[] }) {
  return (
    <ul style={{ margin: '0 0 16px', paddingLeft: 24 }}>
      {items.map((item) => (
        <li key={item} style={{ ...text, margin: '0 0 4px' }}>
          {item}
        </li>
      ))}
    </ul>
  );
}

/** What somebody wrote, its paragraphs and lines kept. */
export function Written({ words }: { words: string }) {
  return paragraphsOf(words).map((lines, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, in this order
    <p key={n} style={text}>
      {lines.map((line, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, in this order
        <Fragment key={m}>
          {m > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </p>
  ));
}

/** The same, set apart from the mail's own words. Where a link among them leaves CloudFly's own sites, that is said below (P5.2). */
export function Quoted(props: { language: Language; words: string; frame: Pick<Frame, 'holdsOffSite'> }) {
  const { language, words, frame } = props;
  return (
    <>
      <div style={apart}>
        <Written words={words} />
      </div>
      {frame.holdsOffSite(words) && <OffSiteNotice language={language} />}
    </>
  );
}

/**
 * A button, and below it the same link in full for whoever cannot press it. One that leaves CloudFly's own sites says so (P5.2).
 */
export function Action(props: { language: Language; label: string; link: string; isOffSite?: boolean }) {
  const { language, label, link, isOffSite = false } = props;
  const words = wording[language];
  return (
    <>
      <table role="presentation" cellPadding={0} cellSpacing={0} border={0} style={{ margin: '8px 0 24px' }}>
        <tbody>
          <tr>
            <td style={{ backgroundColor: blue, borderRadius: 6, padding: '13px 24px' }}>
              <a href={link} style={{ color: paper, fontSize: 16, fontWeight: 600, textDecoration: 'none' }}>
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      <p data-skip-in-text="true" style={{ ...small, margin: '0 0 4px' }}>
        {words.otherwise}
      </p>
      <p data-skip-in-text="true" style={{ ...small, wordBreak: 'break-all' }}>
        <a href={link} style={{ color: blue }}>
          {link}
        </a>
      </p>
      {isOffSite && <OffSiteNotice language={language} />}
    </>
  );
}

function OffSiteNotice({ language }: { language: Language }) {
  return <p style={small}>{offSiteNotice[language]}</p>;
}

const wording = {
  vi: {
    otherwise: 'Nếu nút không hoạt động, vui lòng sao chép liên kết này vào trình duyệt:',
  },
  en: {
    otherwise: 'If the button does not work, copy this link into your browser:',
  },
};
