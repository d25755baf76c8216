import { describe, expect, test } from '@jest/globals';
import { benchHelp, readBenchOptions } from './bench-options.ts';

describe('the arguments of npm run bench', () => {
  test('name everything unless told', async () => {
    const options = await readBenchOptions([]);
    expect(options).toMatchObject({ rounds: 5, connections: [1, 16, 64], json: undefined, markdown: undefined });
    expect(options?.scenarios).toEqual(expect.arrayContaining(['unified', 'nested']));
    expect(options?.gateways.map(({ name }) => name)).toEqual(expect.arrayContaining(['ours', 'apollo', 'constant']));
  });

  test('narrow the run', async () => {
    const options = await readBenchOptions(
      '--rounds 2 --seconds 3 --only nested --gateways apollo,ours --connections 8 --citizens 500 --json a.json'.split(
        ' ',
      ),
    );
    expect(options).toMatchObject({
      rounds: 2,
      seconds: 3,
      scenarios: ['nested'],
      connections: [8],
      citizens: 500,
      json: 'a.json',
    });
    expect(options?.gateways.map(({ name }) => name)).toEqual(['ours', 'apollo']);
  });

  test('ask for the parts of the gateway alone, or leave them out', async () => {
    expect(await readBenchOptions(['--only', 'micro'])).toMatchObject({ scenarios: [], withMicro: true });
    expect(await readBenchOptions(['--only', 'nested'])).toMatchObject({ scenarios: ['nested'], withMicro: false });
    expect(await readBenchOptions([])).toMatchObject({ withMicro: true });
  });

  test.each([
    [['--rounds', '0'], '--rounds must be a whole number from 1'],
    [['--connections', '1,x'], '--connections must be a whole number from 1'],
    [['--only', 'unifed'], '--only takes '],
    [['--gateways', 'ours,cosmo'], 'not "cosmo"'],
    [['--speed'], '--help lists the options'],
  ])('that cannot be meant are refused: %j', async (args, sentence) => {
    await expect(readBenchOptions(args)).rejects.toThrow(sentence);
  });

  test('are all explained by --help', async () => {
    expect(await readBenchOptions(['--help'])).toBeUndefined();
    const help = await benchHelp();
    for (const option of ['rounds', 'seconds', 'only', 'gateways', 'connections', 'citizens', 'json', 'markdown']) {
      expect(help).toContain(`--${option} `);
    }
  });
});
