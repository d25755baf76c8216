import { createHash } from 'node:crypto';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import type { Label, LegalBasis } from '../../schema/purposes/purpose.ts';
import type { FieldRegister, RegisteredField } from '../disclosure/field-register.ts';
import type { Notice } from './consent-lists.ts';
import type { ConsentTerms } from './consent-terms.ts';

export type NoticeLanguage = keyof Label;

/**
 * Writes what a citizen is to read before they decide: who would be told what, what for, by which law, for how long, and
 * what they can do about it. The same terms give the same text on the same day, so its hash tells what was shown.
 */
export function writeNotice(
  terms: ConsentTerms,
  language: NoticeLanguage,
  register: FieldRegister | undefined,
  now = new Date(),
): Notice {
  const text = `${writeText(terms, language, register, dayInVietnam(now))}\n`;
  return { hash: createHash('sha256').update(text).digest('hex'), language, text };
}

/** What stands around the particulars. */
const wordings = {
  vi: {
    title: 'THÔNG BÁO TRƯỚC KHI ĐỒNG Ý CHO KHAI THÁC DỮ LIỆU CÁ NHÂN',
    recipient: 'Bên nhận dữ liệu',
    purpose: 'Mục đích',
    dossier: 'Mã hồ sơ, vụ việc',
    basis: 'Căn cứ pháp lý',
    basic: 'Thông tin sẽ được cung cấp',
    sensitive: 'Dữ liệu cá nhân NHẠY CẢM sẽ được cung cấp',
    time: (days: number) => `Thời hạn: ${days} ngày kể từ thời điểm đồng ý.`,
    rights: [
      'Việc đồng ý là tự nguyện. Im lặng không phải là đồng ý. Ông, bà có thể chọn ít thông tin hơn hoặc từ chối.',
      'Ông, bà có thể rút lại sự đồng ý bất cứ lúc nào; việc rút lại có hiệu lực ngay và không ảnh hưởng đến việc đã khai thác hợp pháp trước đó.',
      'Ông, bà có quyền: được biết; đồng ý, không đồng ý, rút lại sự đồng ý; xem, yêu cầu chỉnh sửa; yêu cầu cung cấp, xóa, hạn chế xử lý dữ liệu, phản đối xử lý dữ liệu; khiếu nại, tố cáo, khởi kiện, yêu cầu bồi thường thiệt hại; yêu cầu bảo vệ dữ liệu cá nhân của mình.',
    ],
  },
  en: {
    title: 'NOTICE BEFORE YOU CONSENT TO DISCLOSURE OF PERSONAL DATA',
    recipient: 'Recipient',
    purpose: 'Purpose',
    dossier: 'Dossier, case or contract',
    basis: 'Legal basis',
    basic: 'What would be told',
    sensitive: 'SENSITIVE personal data that would be told',
    time: (days: number) => `Time: ${days} days from the moment when you consent.`,
    rights: [
      'You are free to consent. Silence is no consent. You can choose less, or refuse.',
      'You can withdraw your consent at any time; that takes effect at once, and does not undo what was lawfully told before.',
      'You have the right to be informed; to consent, refuse and withdraw; to see your data and have it corrected; to be given it, to have it erased, to restrict its processing and to object; to complain, to sue and to be compensated; and to have your data protected.',
    ],
  },
} as const;

function writeText(
  { agency, purpose, dossier, fields, days }: ConsentTerms,
  language: NoticeLanguage,
  register: FieldRegister | undefined,
  day: string,
): string {
  const wording = wordings[language];
  const registered = fields.flatMap((field) => register?.find(field) ?? []);
  const list = (title: string, part: readonly RegisteredField[]): string[] =>
    part.length > 0
      ? [`${title}:`, ...part.map(({ coordinate, label }) => `- ${label[language]} (${coordinate})`)]
      : [];
  const isSensitive = ({ mark }: RegisteredField): boolean => mark.class === 'SENSITIVE';
  const bases = [...purpose.basis, ...purpose.grounds].filter((basis) => isOfTheDay(basis, day));
  return [
    wording.title,
    `${wording.recipient}: ${agency}`,
    `${wording.purpose}: ${purpose.title[language]} (${purpose.code})`,
    ...(dossier === null ? [] : [`${wording.dossier}: ${dossier}`]),
    `${wording.basis}: ${bases.map((basis) => cite(basis, language)).join('; ')}`,
    ...list(
      wording.basic,
      registered.filter((field) => !isSensitive(field)),
    ),
    ...list(wording.sensitive, registered.filter(isSensitive)),
    wording.time(days),
    ...wording.rights,
  ].join('\n');
}

function isOfTheDay({ document: { from, until } }: LegalBasis, day: string): boolean {
  return from !== undefined && from <= day && (until === undefined || day <= until);
}

function cite({ document: { title, number }, article }: LegalBasis, language: NoticeLanguage): string {
  return [title[language], number, article].filter((part) => part !== undefined).join(', ');
}
