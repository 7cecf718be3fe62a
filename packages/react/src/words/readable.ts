/** The name of a status that this version has no word for, `on_hold` as `on hold`: better than nothing. */
export const readable = (status: string) => status.replaceAll('_', ' ');
