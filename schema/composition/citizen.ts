/** The entity that every ministry adds its fields to, and the one key that all know it by. */
export const citizen = { type: 'Citizen', key: 'personalId', keyType: 'PersonalId!' } as const;
