import { describe, expect, test } from '@jest/globals';
import { DateScalar, DateTime, PartialDate } from '../../../schema/scalars/date.ts';
import { literal, refusal } from './support/scalar-input.ts';

describe('Date', () => {
  test.each(['2024-02-29', '2000-02-29', '1900-12-31', '2026-06-30'])('takes %s', (day) => {
    expect(DateScalar.parseValue(day)).toBe(day);
    expect(DateScalar.parseLiteral(literal(`"${day}"`))).toBe(day);
  });

  test.each(['2023-02-29', '1900-02-29', '2024-13-01', '2024-04-31', '2024-1-1', '1990', '31/12/1990', '', 0, null])(
    'refuses %j and does not repeat it',
    (value) => {
      expect(refusal(() => DateScalar.parseValue(value))).toBe('Date must be a calendar day as YYYY-MM-DD.');
    },
  );
});

describe('PartialDate', () => {
  test.each(['1950', '1950-07', '1950-07-31', '2024-02-29'])('takes %s', (date) => {
    expect(PartialDate.parseValue(date)).toBe(date);
  });

  test.each(['50', '1950-13', '1950-00', '1950-02-30', '1950-', '1950-7', 1950])(
    'refuses %j and does not repeat it',
    (value) => {
      expect(refusal(() => PartialDate.parseValue(value))).toBe(
        'PartialDate must be a calendar day, month or year as YYYY-MM-DD, YYYY-MM or YYYY.',
      );
    },
  );
});

describe('DateTime', () => {
  test.each(['2026-01-31T08:30:00.000Z', '2026-01-31T08:30:00Z'])('takes %s', (moment) => {
    expect(DateTime.parseValue(moment)).toBe(moment);
  });

  test.each([
    '2026-01-31T08:30:00',
    '2026-01-31T08:30:00+07:00',
    '2026-01-31 08:30:00Z',
    '2026-02-30T08:30:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T08:61:00Z',
  ])('refuses %s and does not repeat it', (value) => {
    expect(refusal(() => DateTime.parseValue(value))).toBe(
      'DateTime must be a moment in UTC as YYYY-MM-DDThh:mm:ss.sssZ.',
    );
  });
});
