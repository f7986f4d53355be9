import { createHash } from 'node:crypto';
import type { BundledPackage } from './bundled-packages.ts';

/** The name that CycloneDX recommends for a list in a package. */
export const bomFileName = 'bom.json';

const algorithms: Readonly<Record<string, string>> = { sha512: 'SHA-512', sha1: 'SHA-1', sha256: 'SHA-256' };

/** The digest of an integrity, in hexadecimal as CycloneDX has it. */
function hashOf(integrity: string): { readonly alg: string; readonly content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-');
  const alg = algorithms[algorithm];
  if (!alg) throw new Error(`an integrity by ${algorithm}`);
  return { alg, content: Buffer.from(digest, 'base64').toString('hex') };
}

/** Package URL of an npm package; its scope's sign is percent-encoded. Source: purl-spec, types, npm. */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function componentOf({ path, name, version, licence, integrity }: BundledPackage) {
  const isExpression = licence.includes(' ');
  return {
    type: 'library',
    'bom-ref': path,
    name,
    version,
    licenses: [isExpression ? { expression: licence } : { license: { id: licence } }],
    purl: purlOf(name, version),
    hashes: [hashOf(integrity)],
  };
}

/** A UUID that its content determines, so that the same build gives the same list. RFC 9562, 5.8. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = '8';
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * A list of what is in a bundle (SBOM), as JSON text. No date: the same bundle has the same list, byte for byte, and a deployment in which
 * nothing changed changes nothing.
 *
 * Source: CycloneDX 1.6 (ECMA-424).
 */
export function bomOf(of: { readonly name: string; readonly packages: readonly BundledPackage[] }): string {
  const components = of.packages.map(componentOf);
  const content = JSON.stringify([of.name, components]);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(content)}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': of.name, name: of.name } },
    components,
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}
