import type { KeptFiles } from '../../local/kept-files.ts';
import { deleteObject } from '../../local/s3/delete-object.ts';
import { deleteObjects } from '../../local/s3/delete-objects.ts';
import { S3Error } from '../../local/s3/errors.ts';
import { getObject, headObject } from '../../local/s3/get-object.ts';
import { listObjects } from '../../local/s3/list-objects.ts';
import { type ObjectStore, openObjects } from '../../local/s3/objects.ts';
import { putObject } from '../../local/s3/put-object.ts';
import { requestOf, type S3Operation } from '../../local/s3/request.ts';
import { errorXml } from '../../local/s3/xml.ts';
import { bucketNames } from './environment.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';

const operations: Readonly<Record<string, S3Operation>> = {
  'GET bucket': listObjects,
  'POST bucket': deleteObjects,
  'PUT object': putObject,
  'GET object': getObject,
  'HEAD object': headObject,
  'DELETE object': deleteObject,
};

/** S3: the write-once bucket and that of inbound mail. */
export interface Buckets {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly objects: ObjectStore;
  answer(request: HttpRequest): HttpAnswer;
}

export function openBuckets(from: ReadonlyMap<string, Buffer> = new Map()): Buckets {
  const files = new Map(from);
  const kept: KeptFiles = {
    write: (name, content) => void files.set(name, Buffer.from(content as Uint8Array)),
    read: (name) => files.get(name),
    remove: (name) => void files.delete(name),
    names: () => [...files.keys()].sort(),
  };
  const objects = openObjects(kept);
  if (from.size === 0) {
    objects.saveBucket({ name: bucketNames.audit, objectLock: true });
    objects.saveBucket({ name: bucketNames.inbound, objectLock: false });
  }
  return { files, objects, answer: (request) => answered(objects, request) };
}

function answered(
  objects: ObjectStore,
  { method, path, query = {}, headers, body }: HttpRequest,
): HttpAnswer {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => [name, one] as [string, string]),
  );
  const url = parameters.length > 0 ? `${path}?${new URLSearchParams(parameters)}` : path;
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  try {
    const request = requestOf({ method, url, headers: lower } as never, bytesOf(body));
    const operation = operations[`${method} ${request.key === '' ? 'bucket' : 'object'}`];
    if (!operation) throw new S3Error(501, 'NotImplemented', `${method} is not simulated`);
    const { status, headers: given = {}, body: content = '' } = operation(objects, request);
    const sent = Object.entries(given).filter(([, value]) => value !== undefined) as [string, string][];
    return { statusCode: status, headers: Object.fromEntries(sent), body: Buffer.from(content) };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const text = method === 'HEAD' ? '' : errorXml(error, 'simulated');
    return { statusCode: error.status, headers: {}, body: Buffer.from(text) };
  }
}
