import { deleteObject } from './delete-object.ts';
import { S3Error } from './errors.ts';
import { bucketOf, type S3Operation } from './request.ts';
import { toXml } from './xml.ts';

/** S3's own limit of one call. */
const mostKeys = 1000;

/** Removes several objects, each as DELETE of it would; one that is kept is told of in an answer that is 200 all the same. */
export const deleteObjects: S3Operation = (store, request) => {
  bucketOf(store, request);
  const asked = request.body.toString();
  const named = [...asked.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, inside = '']) => ({
    key: unescaped(/<Key>(.*?)<\/Key>/s.exec(inside)?.[1] ?? ''),
    versionId: /<VersionId>(.*?)<\/VersionId>/s.exec(inside)?.[1],
  }));
  if (named.length === 0 || named.length > mostKeys || named.some(({ key }) => key === ''))
    throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  const isQuiet = /<Quiet>\s*true\s*<\/Quiet>/.test(asked);
  const outcomes = named.map(({ key: Key, versionId }) => {
    const query = new URLSearchParams(versionId === undefined ? {} : { versionId });
    try {
      deleteObject(store, { ...request, key: Key, query });
      return { deleted: { Key, VersionId: versionId } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return { error: { Key, VersionId: versionId, Code: error.code, Message: error.message } };
    }
  });
  const body = toXml('DeleteResult', {
    Deleted: isQuiet ? [] : outcomes.flatMap(({ deleted }) => deleted ?? []),
    Error: outcomes.flatMap(({ error }) => error ?? []),
  });
  return { status: 200, body };
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
