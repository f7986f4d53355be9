import type { CSSProperties } from 'react';

/** Inline styles throughout: mail programs drop style sheets. Every text stands at 4.5:1 or better against its ground. */
export const font = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
export const blue = '#0b57a4';
export const ground = '#eef2f6';
export const paper = '#ffffff';
const ink = '#1b2733';
const muted = '#4f5d6b';

export const text: CSSProperties = { margin: '0 0 16px', fontSize: 16, lineHeight: '26px', color: ink };
export const small: CSSProperties = { ...text, fontSize: 14, lineHeight: '22px', color: muted };
export const title: CSSProperties = { margin: '0 0 20px', fontSize: 22, lineHeight: '30px', color: ink };
/** What is set apart from the running text: facts, and the words of somebody. */
export const apart: CSSProperties = {
  margin: '0 0 20px',
  padding: '14px 16px 4px',
  backgroundColor: '#f4f7fa',
  borderLeft: `3px solid ${blue}`,
  overflowWrap: 'anywhere',
};
