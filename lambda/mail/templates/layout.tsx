import type { CSSProperties, ReactNode } from 'react';
import type { Language } from '../../domain/viewer.ts';

/** Inline styles throughout: mail programs drop style sheets. Every text stands at 4.5:1 or better against its ground. */
const font = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const ink = '#1b2733';
const muted = '#4f5d6b';
const blue = '#0b57a4';
const ground = '#eef2f6';

const text: CSSProperties = { margin: '0 0 16px', fontSize: 16, lineHeight: '26px', color: ink };
const small: CSSProperties = { ...text, fontSize: 14, lineHeight: '22px', color: muted };

const footer: Readonly<Record<Language, { sender: string; why: string }>> = {
  vi: {
    sender: 'Thư do CloudFly gửi tự động; vui lòng không trả lời thư này.',
    why: 'Đây là thông báo về tài khoản, không phải quảng cáo, nên được gửi không phụ thuộc vào các lựa chọn nhận thư của Quý khách.',
  },
  en: {
    sender: 'CloudFly sends this mail automatically; please do not reply to it.',
    why: 'It is a notice about an account, not advertising, and is therefore sent whatever mail you have chosen to receive.',
  },
};

/** The page around every mail. `preheader` is what an inbox shows beside the subject. */
export function Layout(props: {
  language: Language;
  subject: string;
  preheader: string;
  heading: string;
  children: ReactNode;
}) {
  const { language, subject, preheader, heading, children } = props;
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
              <Table style={{ maxWidth: 560, textAlign: 'left' }}>
                <tr>
                  <td style={{ padding: '0 8px 16px', fontSize: 20, fontWeight: 700, color: blue }}>
                    CloudFly
                  </td>
                </tr>
                <tr>
                  <td
                    style={{
                      padding: '28px 24px 12px',
                      backgroundColor: '#ffffff',
                      borderRadius: 8,
                      borderTop: `4px solid ${blue}`,
                    }}
                  >
                    <h1 style={{ margin: '0 0 20px', fontSize: 22, lineHeight: '30px', color: ink }}>
                      {heading}
                    </h1>
                    {children}
                  </td>
                </tr>
                <tr>
                  <td style={{ padding: '20px 8px 0' }}>
                    <p style={{ ...small, margin: '0 0 8px' }}>{footer[language].sender}</p>
                    <p style={{ ...small, margin: 0 }}>{footer[language].why}</p>
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

export function Paragraph({ children }: { children: ReactNode }) {
  return <p style={text}>{children}</p>;
}

/** A button, and below it the same link in full for whoever cannot press it. */
export function Action({ label, link, otherwise }: { label: string; link: string; otherwise: string }) {
  return (
    <>
      <table role="presentation" cellPadding={0} cellSpacing={0} border={0} style={{ margin: '8px 0 24px' }}>
        <tbody>
          <tr>
            <td style={{ backgroundColor: blue, borderRadius: 6, padding: '13px 24px' }}>
              <a
                href={link}
                data-skip-in-text="true"
                style={{ color: '#ffffff', fontSize: 16, fontWeight: 600, textDecoration: 'none' }}
              >
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      <p data-skip-in-text="true" style={{ ...small, margin: '0 0 4px' }}>
        {otherwise}
      </p>
      <p style={{ ...small, wordBreak: 'break-all' }}>
        <a href={link} style={{ color: blue }}>
          {link}
        </a>
      </p>
    </>
  );
}

function Table({ style, children }: { style: CSSProperties; children: ReactNode }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={style}>
      <tbody>{children}</tbody>
    </table>
  );
}
