/** The editor's background work, by the label it asks with: files beside the page, built as `workers/<file>.js`. */
const files: Readonly<Record<string, string>> = { json: 'json', graphql: 'graphql' };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(new URL(`./workers/${files[label] ?? 'editor'}.js`, document.baseURI)),
  },
});
