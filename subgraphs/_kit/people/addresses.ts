import type { Address, Unit } from './person.ts';
import { isSouthern, type Place } from './places.ts';
import type { Random } from './random.ts';

/** A made-up house at the place: a number in a street where there are streets, else a hamlet. */
export function drawAddress(random: Random, place: Place): Address {
  return addressAt(place, drawDetail(random, place));
}

/** @param detail  house number and street, or hamlet */
export function addressAt({ province, district, commune }: Place, detail: string): Address {
  return {
    detail,
    commune: commune && unit(commune),
    district: unit(district),
    province: unit(province),
    provinceSince2025: province.successor,
  };
}

function drawDetail(random: Random, { province, commune }: Place): string {
  if (commune?.isUrban) return `Số ${random.integer(1, 320)} đường ${random.pick(STREETS)}`;
  return `${isSouthern(province.code) ? 'Ấp' : 'Thôn'} ${random.integer(1, 14)}`;
}

function unit({ code, name }: Unit): Unit {
  return { code, name };
}

const STREETS = [
  'Trần Phú',
  'Lê Lợi',
  'Nguyễn Huệ',
  'Hai Bà Trưng',
  'Lý Thường Kiệt',
  'Quang Trung',
  'Ngô Quyền',
  'Hoàng Diệu',
  'Phan Chu Trinh',
  'Phan Bội Châu',
  'Trần Hưng Đạo',
  'Lê Hồng Phong',
  'Nguyễn Trãi',
  'Nguyễn Du',
  'Bà Triệu',
  'Điện Biên Phủ',
  'Cách Mạng Tháng Tám',
  'Hùng Vương',
  'Nguyễn Văn Cừ',
  'Đinh Tiên Hoàng',
] as const;
