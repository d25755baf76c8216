import type { Person } from './person.ts';
import type { Random } from './random.ts';
import { phoneNumber } from './serials.ts';

/** Draws a phone number and an e-mail address in the reserved ranges; `n` makes them unique. */
export function drawContact(
  random: Random,
  n: number,
  { age, eidLevel, fullName }: Pick<Person, 'age' | 'eidLevel' | 'fullName'>,
): Pick<Person, 'phone' | 'email'> {
  const hasPhone = random.chance(shareWithPhone(age)) || eidLevel > 0;
  const hasEmail = age >= 15 && random.chance(age < 50 ? 0.4 : 0.08);
  return {
    phone: hasPhone ? phoneNumber(n) : null,
    email: hasEmail ? `${plain(fullName)}.${n}@example.com` : null,
  };
}

function shareWithPhone(age: number): number {
  if (age < 12) return 0;
  return age < 70 ? 0.85 : 0.5;
}

/** The name in small letters without marks, as mail addresses have it. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z]/g, '');
}
