import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';

type Section = Awaited<ReturnType<typeof clientPreset.buildGeneratesSection>>[number];

/**
 * The demonstration's documents become types and hashes; the documents themselves stay out of the bundle and stand in the manifest that
 * the API answers from. The gql tag and the index that the preset would also write are left out: each document is imported by name.
 */
const preset: typeof clientPreset = {
  ...clientPreset,
  async buildGeneratesSection(options) {
    const sections = await clientPreset.buildGeneratesSection(options);
    return sections.flatMap((section) => {
      if (section.filename.endsWith('/persisted-documents.json')) return [manifestOf(section)];
      return section.filename.endsWith('/graphql.ts') ? [withOwnDocumentType(section)] : [];
    });
  },
};

/** The preset does not pass this option on by itself. */
function withOwnDocumentType(section: Section): Section {
  const documentNodeImport = '../persisted-document.ts#PersistedDocument';
  return { ...section, config: { ...section.config, documentNodeImport } };
}

/** In the order of the hashes, so that two runs write the same bytes. */
function manifestOf(section: Section): Section {
  const pluginMap = Object.fromEntries(
    Object.entries(section.pluginMap).map(([name, made]) => {
      const plugin: typeof made.plugin = async (...given) => {
        const written = await made.plugin(...given);
        const documents: Record<string, string> = JSON.parse(
          typeof written === 'string' ? written : written.content,
        );
        const sorted = Object.entries(documents).sort(([one], [other]) => (one < other ? -1 : 1));
        return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
      };
      return [name, { ...made, plugin }];
    }),
  );
  return { ...section, pluginMap, filename: 'schema/generated/persisted-documents.json' };
}

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'local/demo/documents/*.graphql',
  silent: true,
  generates: {
    'local/demo/generated/': {
      preset,
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
        onExecutableDocumentNode: (document: { definitions: readonly { name?: { value: string } }[] }) => ({
          operationName: document.definitions[0]?.name?.value,
        }),
      },
      config: {
        useTypeImports: true,
        strictScalars: true,
        scalars: { Date: 'string', DateTime: 'string', EmailAddress: 'string', PhoneNumber: 'string' },
      },
    },
  },
};

export default config;
