import { type Html, html } from './html.ts';
import type { KeptMail } from './mailbox.ts';

/** Answers a mail as who received it: the way in for whoever has no mail client at hand. */
export function replyForm(mail: KeptMail): Html {
  return html`<h2>Reply</h2>
<form class="writing" method="post" action="/inbox/${mail.id}/reply">
<p class="wide quiet">As ${mail.destinations[0]}, through SMTP.</p>
<label class="wide" for="text">Words</label><textarea class="wide" id="text" name="text" required></textarea>
${forged}
<button class="wide">Send the reply</button>
</form>`;
}

/** Writes as anybody: on this machine every address is everybody's. */
export function writeForm(support: string): Html {
  return html`<h2>Write to CloudFly</h2>
<form class="writing" method="post" action="/inbox/write">
<p class="wide quiet">As anybody, through SMTP.</p>
<label for="from">From</label><input id="from" name="from" type="email" required placeholder="an.nguyen@example.com">
<label for="recipient">Recipient</label><input id="recipient" name="to" type="email" required value="${support}">
<label for="subject">Subject</label><input id="subject" name="subject">
<label class="wide" for="text">Words</label><textarea class="wide" id="text" name="text" required></textarea>
${forged}
<button class="wide">Send</button>
</form>`;
}

const forged = html`<p class="wide"><label><input type="checkbox" name="forged" value="yes"> As a forger would: unsigned, and sent by
somebody else’s host</label></p>`;
