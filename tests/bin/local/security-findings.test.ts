import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createLog } from '../../../gateway/log.ts';
import { openSecurityFindings } from '../../../gateway/policy/security-findings.ts';
import { callerOf } from '../../gateway/policy/support.ts';

test('the sample of security findings can be read, and blocks no sample account', async () => {
  const path = join(import.meta.dirname, '../../../bin/local/security-findings.yaml');
  const silent = createLog({ logLevel: 'silent' });
  const flagged = { ...callerOf('clerk'), agency: { code: 'SAMPLE-HA-TINH', kind: 'one-stop-shop' } as const };
  const in2023 = await openSecurityFindings(path, silent, () => Date.parse('2023-06-01'));
  const today = await openSecurityFindings(path, silent);
  expect(in2023.find(flagged)?.reference).toBe('2669/TCTTKĐA');
  expect(today.find(flagged)).toBeUndefined();
  in2023.close();
  today.close();
});
