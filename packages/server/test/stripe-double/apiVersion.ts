/** The version of the API that this double speaks: the one that the provider pins. */
export const API_VERSION = '2026-10-28.endive';
