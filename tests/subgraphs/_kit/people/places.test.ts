import { describe, expect, test } from '@jest/globals';
import vietnamProvinces from 'vietnam-provinces';
import { getProvince, provinces } from '../../../../subgraphs/_kit/people/places.ts';

const districts = provinces.flatMap((province) => province.districts);

/** Names without marks, for the register puts tone marks elsewhere in Hoà Bình. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}

describe('places', () => {
  test('are 63 provinces, 705 districts and 10,599 communes', () => {
    expect(provinces).toHaveLength(63);
    expect(districts).toHaveLength(705);
    expect(districts.flatMap(({ communes }) => communes)).toHaveLength(10_599);
  });

  test('have the codes and names of the npm register', () => {
    const register = vietnamProvinces.provinces as { code: string; name: string }[];
    expect(provinces.map(({ code, name }) => [code, plain(name)])).toEqual(
      register.map(({ code, name }) => [`0${code}`, plain(name)]),
    );
  });

  test('have no communes in five island districts', () => {
    const islands = districts.filter(({ communes }) => communes.length === 0).map(({ name }) => name);
    expect(islands).toEqual(['Huyện Bạch Long Vĩ', 'Huyện Cồn Cỏ', 'Huyện Hoàng Sa', 'Huyện Lý Sơn', 'Huyện Côn Đảo']);
  });

  test('became 34 provinces in 2025', () => {
    expect(new Set(provinces.map(({ successor }) => successor.code)).size).toBe(34);
    expect(getProvince('049').successor.name).toBe('Thành phố Đà Nẵng');
  });

  test('have weights that add up to the census of 2019', () => {
    expect(provinces.reduce((sum, { populationThousands }) => sum + populationThousands, 0)).toBe(96_210);
  });

  test('refuse a code that is in a gap of the list', () => {
    expect(() => getProvince('003')).toThrow('No province has the code 003');
  });
});
