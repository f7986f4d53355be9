/** Style of the inbox page, dark on light; one column that fits a phone. */
export const inboxStyle = `
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: #fff; color: #1c2430; font: 1rem/1.5 system-ui, sans-serif }
h1 { margin: .5rem 0; font-size: 1.4rem; overflow-wrap: anywhere }
h2 { margin: 1rem 0 .5rem; font-size: 1.1rem }
a { color: #0b57a8 }
a:focus-visible, input:focus-visible, textarea:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid #0b57a8; outline-offset: 2px }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 1rem 0 }
input { flex: 1 1 12rem; min-width: 0 }
form.writing { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .5rem 1rem }
form.writing .wide { grid-column: 1 / -1 }
form.writing input[type="checkbox"] { flex: none }
textarea { min-height: 8rem; resize: vertical }
.note { padding: .5rem .75rem; border-left: 4px solid #2c7a3f; background: #eef7f0 }
input, textarea, button { padding: .5rem .75rem; border: 1px solid #6b7685; border-radius: .4rem; background: #fff; color: inherit; font: inherit }
.mails { margin: 0; padding: 0; list-style: none; border-top: 1px solid #d5dbe3 }
.mails a { display: block; padding: .75rem .25rem; border-bottom: 1px solid #d5dbe3; color: inherit; text-decoration: none }
.mails a:hover { background: #f1f5fa }
.mails strong, .mails span { display: block; overflow-wrap: anywhere }
.quiet, time { color: #4a5563; font-size: .9rem }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem }
dt { color: #4a5563 }
dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 70vh; border: 1px solid #d5dbe3; border-radius: .4rem; resize: vertical }
pre { overflow-x: auto; padding: 1rem; border-radius: .4rem; background: #f4f6f9; white-space: pre-wrap; overflow-wrap: anywhere }
summary { padding: .5rem 0; cursor: pointer }
`;
