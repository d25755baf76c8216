import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeTemporaryDirectory, type RunningCommand, startCommand } from '../bin/commands.ts';
import { openBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';

// In the browser that users have, over all that `npm start` brings.
describe('the explorer in a browser', () => {
  let data: string;
  let setUp: RunningCommand;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    data = await makeTemporaryDirectory();
    setUp = startCommand('start', ['--port', '0', '--data', data, '--citizens', '100']);
    browser = await openBrowser();
    [, url = ''] = await setUp.prints(/In a browser: (\S+)$/m);
  });
  afterAll(async () => {
    await browser.close();
    setUp.kill('SIGTERM');
    await setUp.ended;
    await rm(data, { recursive: true });
  });

  let context: BrowserContext;
  let page: Page;
  /** Every address that anything in the browser has asked for. */
  let requested: URL[];
  let complaints: string[];
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    requested = [];
    complaints = [];
    context.on('request', (request) => requested.push(new URL(request.url())));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(String(error.error())));
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(url);
  });
  afterEach(async () => {
    await context.close();
    expect(requested.filter(({ protocol, hostname }) => protocol !== 'data:' && hostname !== '127.0.0.1')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const signInAs = async (account: RegExp) => {
    await button('Sign in').click();
    await button(account).click();
    await button('Sign out').waitFor();
  };
  const openExample = async (title: string) => {
    await button('Show Examples').click();
    await button(title).click();
  };
  const run = async (): Promise<unknown> => {
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith('/graphql') && !response.request().postData()?.includes('IntrospectionQuery'),
    );
    await button(/^Execute query/).click();
    await (await answered).finished();
    return await (await answered).json();
  };
  /** Not `waitForFunction`: it evaluates in a way that the page's policy forbids. */
  const becomesTrue = (expression: string) => until(async () => Boolean(await page.evaluate(expression)));
  const shown = () => page.locator('.result-window');

  test('signs a clerk in, runs an example and shows the answer', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await page.getByText('Lê Thị Mẫu').waitFor();
    await openExample('A form for permanent residence, filled in');
    expect(await run()).toMatchObject({ data: { citizen: { fullName: 'Nguyễn Hoàng Minh' } } });
    await shown().getByText('"Nguyễn Hoàng Minh"').waitFor();
  });

  test('shows a refusal with its code', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await openExample('A wrong date of birth, which is refused');
    await run();
    await shown().getByText('"IDENTITY_MISMATCH"').waitFor();
    await shown().getByText('"citizen"').first().waitFor();
  });

  test('shows what is withheld as null, and why', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await openExample('More than the purpose opens, which is withheld');
    expect(await run()).toMatchObject({
      data: { citizen: { fullName: 'Nguyễn Hoàng Minh', vaccinations: null, religion: null, criminalCases: null } },
    });
    for (const reason of ['CONSENT_REQUIRED', 'NOT_IN_PURPOSE', 'RESTRICTED']) {
      await shown().getByText(`"${reason}"`).waitFor();
    }
  });

  test('lets a citizen see what is held about them, and offers their examples first', async () => {
    await signInAs(/Sign in as this citizen/);
    await button('Show Examples').click();
    await page.getByRole('heading', { name: 'For you, as citizen' }).waitFor();
    await button('What is held about me').click();
    expect(await run()).toMatchObject({ data: { me: { fullName: 'Nguyễn Hoàng Minh' } } });
  });

  test('shows an analyst the schema and statistics, and no person', async () => {
    await signInAs(/analyst of a statistics office/);
    await button('Show Documentation Explorer').click();
    await page.getByText('A GraphQL schema provides a root type').waitFor();
    await openExample('Vaccinated people by age group and sex');
    expect(await run()).toMatchObject({ data: { statistics: { total: { value: expect.any(Number) } } } });
    await shown().getByText('"isSuppressed"').first().waitFor();
    await button('A person, whom an analyst never sees').click();
    expect(await run()).toMatchObject({ errors: [{ extensions: { code: 'IDENTITY_NOT_ASKABLE' } }] });
  });

  test('says why the provider refuses', async () => {
    await button('Sign in').click();
    await page.getByLabel(/personal ID/).fill('001085900000');
    await button('Sign in as this citizen').click();
    await page.getByRole('alert').getByText('No made-up citizen bears this personal ID.').waitFor();
    expect(page.url()).toBe(url);
  });

  test('forgets everything when the user signs out, here and at the provider', async () => {
    await signInAs(/Sign in as this citizen/);
    await openExample('What is held about me');
    await run();
    await button('Sign out').click();
    await button('Sign out').click();
    await button('Sign in').waitFor();
    expect(page.url()).toBe(url);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');

    await button('Sign in').click();
    await page.getByRole('heading', { name: 'Sign in with a made-up account' }).waitFor();
  });

  test('asks to sign in again when the gateway does not take the token any more, and keeps what was written', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await openExample('A wrong date of birth, which is refused');
    await becomesTrue("sessionStorage.getItem('graphiql:tabState')?.includes('HS-0001')");
    await page.route('**/graphql', async (route) => {
      await route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer expired' } });
    });
    await run();
    await page.getByRole('alert').getByText('Your session has ended.').waitFor();
    await page.unroute('**/graphql');
    await button('Sign in again').click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await button('Sign out').waitFor();
    expect(await run()).toMatchObject({ errors: [{ extensions: { code: 'IDENTITY_MISMATCH' } }] });
    // The browser reports every answer of 401.
    complaints = complaints.filter((text) => !text.includes('401'));
  });

  test('fills a purpose of the catalogue into the variables, and keeps the dossier', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await openExample('A form for permanent residence, filled in');
    await button('Show Purposes').click();
    await button(/statistics/).waitFor();
    await page.getByLabel('Find').fill('kết hôn');
    expect(await page.locator('.choices button').count()).toBe(1);
    await button(/marriage-registration/).click();
    await page.getByText('$purpose is marriage-registration now.').waitFor();
    const variables = page.locator('.graphiql-editor-tool .CodeMirror');
    expect(JSON.parse((await variables.locator('.CodeMirror-line').allInnerTexts()).join(''))).toEqual({
      purpose: { code: 'marriage-registration', dossier: 'HS-0001' },
    });
  });

  test('keeps the history of what was run', async () => {
    await signInAs(/clerk of a one-stop shop/);
    await openExample('A wrong date of birth, which is refused');
    await run();
    await button('Show History').click();
    await page.locator('.graphiql-history').getByText('WrongDateOfBirth').waitFor();
  });

  describe('with the keyboard alone', () => {
    const focused = () => page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent');
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        if (name.test(String(await focused()))) return;
      }
      throw new Error(`Nothing called ${name} gets the focus`);
    };

    test('signs in, builds an operation, runs it, reads the answer and signs out', async () => {
      await tabTo(/^Sign in$/);
      await page.keyboard.press('Enter');
      await button(/Sign in as this citizen/).waitFor();
      await tabTo(/Sign in as this citizen/);
      await page.keyboard.press('Enter');
      await button('Sign out').waitFor();

      await tabTo(/Show Operation builder/);
      await page.keyboard.press('Enter');
      await page.locator('[data-field-name="me"]').waitFor();
      await tabTo(/^me$/);
      await page.keyboard.press('Enter');
      await page.locator('[data-field-name="fullName"]').waitFor();
      await tabTo(/^fullName$/);
      await page.keyboard.press(' ');
      await tabTo(/^Operation$/);
      await page.keyboard.press('Control+Enter');
      await shown().getByText('"Nguyễn Hoàng Minh"').waitFor();
      await tabTo(/^Answer$/);

      await tabTo(/^Sign out$/);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Sign out?' }).waitFor();
      await page.keyboard.press('Enter');
      await button('Sign in').waitFor();
    });

    test('shows what has the focus, and names every control', async () => {
      await signInAs(/clerk of a one-stop shop/);
      await tabTo(/Show History/);
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      for (const panel of ['Documentation Explorer', 'History', 'Operation builder', 'Purposes', 'Examples']) {
        await button(`Show ${panel}`).click();
        await button(`Hide ${panel}`).waitFor();
        expect(await page.evaluate(unnamedControls)).toEqual([]);
      }
    });
  });
});

/** Runs in the page: the controls that a screen reader could not name. */
const unnamedControls = `[...document.querySelectorAll('button, input, select, textarea, a[href]')]
  .filter((control) => control.checkVisibility())
  .filter((control) => !(control.ariaLabel || control.textContent.trim() || control.labels?.length || control.title))
  .map((control) => control.outerHTML)`;
