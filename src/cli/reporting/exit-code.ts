/** What a command's end means to a script; see the README. */
export const EXIT = {
  done: 0,
  problems: 1,
  usage: 2,
  notAllAccepted: 3,
  server: 4,
  interrupted: 130,
} as const;
