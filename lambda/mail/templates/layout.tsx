import type { CSSProperties, ReactNode } from 'react';
import type { Language } from '../../domain/viewer.ts';
import type { Frame } from '../frame.ts';
import { Footer } from './footer.tsx';
import { blue, font, ground, paper, title } from './styles.ts';

/** The page around every mail. */
export function Layout(props: {
  language: Language;
  subject: string;
  preheader: string;
  heading: string;
  body: ReactNode;
  frame: Frame;
}) {
  const { language, subject, preheader, heading, body, frame } = props;
  return (
    <html lang={language} dir="ltr">
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="format-detection" content="telephone=no,address=no,email=no,date=no" />
        <title>{subject}</title>
      </head>
      <body style={{ margin: 0, padding: 0, backgroundColor: ground, fontFamily: font }}>
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }} data-skip-in-text="true">
          {preheader}
          {/* Keeps the inbox from showing what follows. */}
          {'\u00a0\u200c'.repeat(60)}
        </div>
        <Table style={{ backgroundColor: ground }}>
          <tr>
            <td align="center" style={{ padding: '24px 12px' }}>
              <Table style={{ maxWidth: 560, textAlign: 'left', tableLayout: 'fixed' }}>
                <tr>
                  <td style={{ padding: '0 8px 16px', fontSize: 20, fontWeight: 700, color: blue }}>
                    CloudFly
                  </td>
                </tr>
                <tr>
                  <td style={page}>
                    <h1 style={title}>{heading}</h1>
                    {body}
                  </td>
                </tr>
                <tr>
                  <td style={{ padding: '20px 8px 0' }}>
                    <Footer language={language} frame={frame} />
                  </td>
                </tr>
              </Table>
            </td>
          </tr>
        </Table>
      </body>
    </html>
  );
}

const page: CSSProperties = {
  padding: '28px 24px 12px',
  backgroundColor: paper,
  borderRadius: 8,
  borderTop: `4px solid ${blue}`,
  overflowWrap: 'anywhere',
};

function Table({ style, children }: { style: CSSProperties; children: ReactNode }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={style}>
      <tbody>{children}</tbody>
    </table>
  );
}
