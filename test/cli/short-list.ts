/** Lists of two and of three secretaries. */
export const TWO = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n';
export const THREE = `${TWO}Derby,Al Oak,al@example.org\n`;

/** The command that sends to them, after asking and without. */
export const SEND = ['send', '--csv', 'clps.csv', '--pace', 'off'];
export const GO = [...SEND, '--yes'];
