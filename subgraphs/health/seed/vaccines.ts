export interface VaccineProduct {
  readonly code: string;
  readonly disease: 'COVID_19' | 'TUBERCULOSIS' | 'HEPATITIS_B' | 'DIPHTHERIA_PERTUSSIS_TETANUS' | 'MEASLES';
  readonly vaccine: string;
  readonly product: string;
  readonly manufacturer: string;
}

/** Products that were in use; which ones, and how often, is from memory. */
export const vaccineProducts: readonly VaccineProduct[] = [
  {
    code: 'VAXZEVRIA',
    disease: 'COVID_19',
    vaccine: 'Véc tơ vi rút',
    product: 'Vaxzevria',
    manufacturer: 'AstraZeneca',
  },
  { code: 'COMIRNATY', disease: 'COVID_19', vaccine: 'mRNA', product: 'Comirnaty', manufacturer: 'Pfizer–BioNTech' },
  { code: 'SPIKEVAX', disease: 'COVID_19', vaccine: 'mRNA', product: 'Spikevax', manufacturer: 'Moderna' },
  { code: 'VERO_CELL', disease: 'COVID_19', vaccine: 'Bất hoạt', product: 'Vero Cell', manufacturer: 'Sinopharm' },
  { code: 'BCG', disease: 'TUBERCULOSIS', vaccine: 'BCG', product: 'BCG', manufacturer: 'IVAC' },
  { code: 'HBVAX', disease: 'HEPATITIS_B', vaccine: 'Viêm gan B', product: 'Gene-HBvax', manufacturer: 'VABIOTECH' },
  {
    code: 'DPT_VGB_HIB',
    disease: 'DIPHTHERIA_PERTUSSIS_TETANUS',
    vaccine: 'DPT-VGB-Hib',
    product: 'SII Pentavalent',
    manufacturer: 'Serum Institute of India',
  },
  { code: 'MVVAC', disease: 'MEASLES', vaccine: 'Sởi', product: 'MVVAC', manufacturer: 'POLYVAC' },
];

/** Products against COVID-19 with the weights of the campaign. */
export const covidProductWeights = [
  ['VAXZEVRIA', 0.4],
  ['COMIRNATY', 0.3],
  ['VERO_CELL', 0.25],
  ['SPIKEVAX', 0.05],
] as const;
