import type { Page } from 'playwright-core';

/** Signs in to GraphiQL as the demo user of a role. @param url of the gateway */
export async function signInAsStaff(page: Page, url: string, role: string): Promise<void> {
  await page.goto(`${url}/graphiql/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: `${role}@cloudfly.example` }).click();
  await page.getByRole('button', { name: 'Execute query' }).waitFor();
}

/** Replaces what stands in the editor of GraphiQL and runs it; the answer's text. */
export async function runQuery(page: Page, query: string): Promise<string> {
  const editor = page.locator('.graphiql-query-editor .monaco-editor').first();
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(query);
  // The editor closes the first brace by itself.
  await page.keyboard.press('Control+Shift+End');
  await page.keyboard.press('Delete');
  return execute(page);
}

/** Opens one of the examples in the menu and runs it as it stands; the answer's text. */
export async function runExample(page: Page, title: string): Promise<string> {
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page.getByRole('region', { name: 'Examples' }).getByRole('button', { name: title }).click();
  return execute(page);
}

async function execute(page: Page): Promise<string> {
  // It reads the operation a moment after the last key.
  await page.waitForTimeout(500);
  const answered = page.waitForResponse((response) => {
    const body = response.request().postData() ?? '';
    return response.url().endsWith('/graphql') && !body.includes('IntrospectionQuery');
  });
  await page.getByRole('button', { name: 'Execute query' }).click();
  return (await answered).text();
}
