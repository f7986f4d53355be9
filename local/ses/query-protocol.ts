import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { SesError } from './errors.ts';

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** Members of a list, `Name.member.1` onwards. */
export function listOf(form: URLSearchParams, name: string): string[] {
  const found: string[] = [];
  for (let at = 1; form.has(`${name}.member.${at}`); at++) found.push(form.get(`${name}.member.${at}`) ?? '');
  return found;
}

/** Members of a list of name-value pairs, `Name.member.1.Name` and `.Value` onwards. */
export function pairsOf(form: URLSearchParams, name: string): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 1; form.has(`${name}.member.${at}.Name`); at++)
    found.push([form.get(`${name}.member.${at}.Name`) ?? '', form.get(`${name}.member.${at}.Value`) ?? '']);
  return found;
}

/** Answers `<ActionResponse>` with one element for each member of the result. */
export function answerResult(
  response: ServerResponse,
  action: string,
  result: Readonly<Record<string, string | number>>,
): void {
  const members = Object.entries(result).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  const body = `<${action}Result>${members.join('')}</${action}Result>`;
  const id = randomUUID();
  const metadata = `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`;
  send(response, 200, id, `<${action}Response xmlns="${namespace}">${body}${metadata}</${action}Response>`);
}

export function answerError(response: ServerResponse, error: SesError): void {
  const id = randomUUID();
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const details = `<Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const body = `<Error>${details}</Error><RequestId>${id}</RequestId>`;
  send(response, error.status, id, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
}

function send(response: ServerResponse, status: number, id: string, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': id }).end(xml);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
