import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const population = ministry(
  'population',
  `${citizenWith(`
    "Faith. (Tôn giáo.)" religion: String ${mark('SENSITIVE')}
    "Home. (Nơi ở.)" home: Home ${mark('BASIC')}`)}
   "A home. (Nơi ở.)"
   type Home @shareable { "Street. (Đường.)" street: String "Alarm. (Báo động.)" alarm: String ${mark('RESTRICTED')} }`,
);
const home = `"A home. (Nơi ở.)" type Home @shareable { street: String alarm: String ${mark('RESTRICTED')} }`;

describe('requires-closure', () => {
  test('passes a field as closed as what it requires, whatever its scope', () => {
    const tax = ministry(
      'tax',
      citizenWith(
        `religion: String @external "Levy. (Phí.)" levy: Vnd @requires(fields: "religion") ${mark('SENSITIVE', 'tax.levy')}`,
      ),
    );
    expect(messagesOf(population, tax)).toEqual([]);
  });

  test('refuses a field that is less closed than what it requires', () => {
    const tax = ministry(
      'tax',
      citizenWith(`religion: String @external "Levy. (Phí.)" levy: Vnd @requires(fields: "religion") ${mark('BASIC')}`),
    );
    expect(messagesOf(population, tax)).toEqual([
      'tax: Citizen.levy is less closed than Citizen.religion, which it requires and which is marked @personal(scope: "test.scope", class: SENSITIVE). Mark it with the class SENSITIVE or a closer one.',
    ]);
  });

  test('looks into nested selections', () => {
    const tax = ministry(
      'tax',
      `${citizenWith(`home: Home @external "Levy. (Phí.)" levy: Vnd @requires(fields: "home { alarm }") ${mark('SENSITIVE')}`)} ${home}`,
    );
    expect(messagesOf(population, tax)).toEqual([
      expect.stringContaining('tax: Citizen.levy is less closed than Home.alarm'),
    ]);
  });

  test('follows what the required field requires in turn', () => {
    const tax = ministry(
      'tax',
      citizenWith(
        `religion: String @external "Levy. (Phí.)" levy: Vnd @requires(fields: "religion") ${mark('SENSITIVE')}`,
      ),
    );
    const courts = ministry(
      'courts',
      citizenWith(`levy: Vnd @external "Fine. (Phạt.)" fine: Vnd @requires(fields: "levy") ${mark('BASIC')}`),
    );
    const messages = messagesOf(population, tax, courts);
    expect(messages).toEqual([
      expect.stringContaining('courts: Citizen.fine is less closed than Citizen.levy'),
      expect.stringContaining('courts: Citizen.fine is less closed than Citizen.religion'),
    ]);
  });

  test('refuses a field without a mark of its own on a type other than the citizen', () => {
    const vehicles = `"A vehicle. (Xe.)" type Vehicle @key(fields: "plate") { "Plate. (Biển số.)" plate: ID!`;
    const transport = ministry(
      'transport',
      `${citizenWith(`"Cars. (Xe.)" vehicles: [Vehicle!] ${mark('BASIC')}`)}
       ${vehicles} "Fines. (Phạt.)" fines: Vnd ${mark('SENSITIVE')} }`,
    );
    const tax = ministry(
      'tax',
      `${vehicles} fines: Vnd @external "Score. (Điểm.)" score: Int @requires(fields: "fines") }`,
    );
    expect(messagesOf(population, transport, tax)).toEqual([
      expect.stringContaining('tax: Vehicle.score is less closed than Vehicle.fines'),
    ]);
  });

  test('refuses an argument that is filled from an object further up', () => {
    const health = ministry(
      'health',
      `type Citizen @key(fields: "personalId") @federation__context(name: "person") {
         personalId: PersonalId!
         "Faith. (Tôn giáo.)" faith: String ${mark('SENSITIVE')}
         "Diet. (Chế độ ăn.)" diet: Diet ${mark('BASIC')}
       }
       "A diet. (Chế độ ăn.)"
       type Diet @key(fields: "id") {
         "Its number. (Mã.)" id: ID!
         "Advice. (Lời khuyên.)" advice(faith: String @federation__fromContext(field: "$person { faith }")): String
       }`,
    );
    expect(messagesOf(health)).toEqual([
      'health: Diet.advice takes an argument from an object above it, which no mark can follow. Use @requires instead of @fromContext.',
    ]);
  });
});
