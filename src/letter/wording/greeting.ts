import type { Campaign } from '../../campaign.js';

/** The greeting for a secretary without a name, in the nearest language that the campaign has one for. */
export function fallbackGreeting(campaign: Campaign, language: string): string {
  const { fallbackGreeting: greeting } = campaign;
  if (typeof greeting === 'string') return greeting;
  const base = language.split('-')[0] ?? language;
  return greeting[language] ?? greeting[base] ?? greeting[campaign.language] ?? 'Comrade';
}
