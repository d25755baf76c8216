import { describe, expect, test } from '@jest/globals';
import { normaliseName } from '../../../gateway/identity/normalise-name.ts';

describe('names are the same', () => {
  test.each([
    ['whichever vowel bears the tone mark', 'HOÀ', 'HÒA'],
    ['with the mark on either vowel of uy', 'Thuỷ', 'Thủy'],
    ['with the mark on either vowel of oe', 'Khoẻ', 'Khỏe'],
    ['in another case and with other spaces', 'Nguyễn Thị  Hoa', ' NGUYỄN THỊ\u00a0HOA '],
    ['in composed and decomposed form', 'Đặng Thuỳ Trâm'.normalize('NFC'), 'Đặng Thuỳ Trâm'.normalize('NFD')],
    ['with the letter Eth in the place of Đ', 'Đỗ', '\u00d0ỗ'],
    ['with another apostrophe', 'K’Brôi', "K'Brôi"],
  ])('%s', (_title, one, other) => {
    expect(normaliseName(one)).toBe(normaliseName(other));
  });
});

describe('names differ', () => {
  test.each([
    ['by the tone', 'Hoa', 'Hòa'],
    ['by which tone it is', 'Hóa', 'Hòa'],
    ['by the letter', 'Dũng', 'Đũng'],
    ['by the hat of a vowel', 'Trân', 'Trăn'],
    ['by the horn of a vowel', 'Thu', 'Thư'],
    ['by the syllable that bears the tone', 'Lê Hòa', 'Lề Hoa'],
    ['by the order of their parts', 'Lê Thị Hoa', 'Thị Hoa Lê'],
    ['by where they are parted', 'Thị Hoa', 'ThịHoa'],
  ])('%s', (_title, one, other) => {
    expect(normaliseName(one)).not.toBe(normaliseName(other));
  });
});
