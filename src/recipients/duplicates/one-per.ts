/** What gets one letter where an address stands for several CLPs, or a CLP has several addresses: the organiser's choice. */
export const ONE_PER = ['address', 'clp', 'row'] as const;

export type OnePer = (typeof ONE_PER)[number];
