import { SCOPE } from "./scopes.ts";

/** One of Google's APIs, and who we are there by it. */
export interface Api {
  scope: string;
  title: string;
  /** Its name in the Cloud console. */
  id: string;
  /** With the slash at its end. */
  root: string;
  /** A call that the scope suffices for, and the way to the account's address in its answer. */
  profile: string;
  address: readonly string[];
}

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile and its like */
export const APIS: readonly Api[] = [
  {
    scope: SCOPE.mail,
    title: "Gmail API",
    id: "gmail.googleapis.com",
    root: "https://gmail.googleapis.com/",
    profile: "gmail/v1/users/me/profile?fields=emailAddress",
    address: ["emailAddress"],
  },
  {
    scope: SCOPE.drive,
    title: "Google Drive API",
    id: "drive.googleapis.com",
    root: "https://www.googleapis.com/",
    profile: "drive/v3/about?fields=user(emailAddress)",
    address: ["user", "emailAddress"],
  },
  {
    // The primary calendar is called like its owner's address, unless the owner has changed that.
    scope: SCOPE.events,
    title: "Google Calendar API",
    id: "calendar-json.googleapis.com",
    root: "https://www.googleapis.com/",
    profile: "calendar/v3/calendars/primary/events?maxResults=1&fields=summary",
    address: ["summary"],
  },
];

/** Those that some scopes lead to. */
export function apisFor(scopes: readonly string[]): Api[] {
  return APIS.filter(({ scope }) => scopes.includes(scope));
}

/** The page that switches some of them on for a project. */
export function enableAddress(apis: readonly Pick<Api, "id">[]): string {
  return `https://console.cloud.google.com/flows/enableapi?apiid=${apis.map(({ id }) => id).join(",")}`;
}
