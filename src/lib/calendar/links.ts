/** Where links of an event lead, apart from each other. */
export interface Links {
  conference: string | null;
  documents: string[];
}

/** What of an event may hold links, unescaped. */
export interface LinkSources {
  /** Named by the calendar as the way in, the best first. */
  named: readonly string[];
  location: string;
  /** As written, HTML included. */
  description: string;
  url: string;
  /** Addresses or names of attached files. */
  attached: readonly string[];
}

const LINK = /https?:\/\/[^\s<>"'\\^`{|}[\]]{3,2000}/gi;
/** Services in which people meet. Jitsi runs on anybody's hosts, so that its name must do. */
const MEETING =
  /^(?:meet\.google\.com|(?:[\w-]+\.)*zoom(?:gov)?\.(?:us|com)|teams\.(?:microsoft|live)\.com|(?:[\w-]+\.)*webex\.com|meet\.jit\.si|8x8\.vc|(?:[\w-]+\.)*jitsi(?:[\w-]*)\.[\w.-]+|(?:[\w-]+\.)?whereby\.com|(?:[\w-]+\.)*goto(?:meeting)?\.com|facetime\.apple\.com|(?:[\w-]+\.)*chime\.aws|(?:[\w-]+\.)*bluejeans\.com)$/i;
/** What programs add to every invitation: help, dial-in numbers, the calendar's own page. */
const BOILERPLATE =
  /^(?:support\.google\.com|tel\.meet|aka\.ms|dialin\.teams\.microsoft\.com|calendar\.google\.com|g\.co|(?:www\.)?google\.com\/calendar.*|support\.zoom\.(?:us|com))$/i;
const MOST_DOCUMENTS = 20;

/** The way in and the documents among the links of an event. */
export function findLinks(sources: LinkSources): Links {
  const named = sources.named.map((value) => value.trim()).filter((value) => /^(?:https?|tel|sip):/i.test(value));
  const described = linksIn(sources.description);
  const mentioned = [...linksIn(sources.location), ...described, ...linksIn(sources.url)];
  const conference = named.find((value) => /^http/i.test(value)) ?? mentioned.find(isMeeting) ?? named[0] ?? null;
  const documents = [...sources.attached, ...described].filter((link) => link !== conference && !isMeeting(link) && !isBoilerplate(link));
  return { conference, documents: [...new Set(documents)].slice(0, MOST_DOCUMENTS) };
}

/** The links in a text, without the punctuation that ends a sentence behind them. */
function linksIn(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replaceAll("&amp;", "&").replace(/[.,;:!?)]{1,5}$/, ""));
}

function isMeeting(link: string): boolean {
  return URL.canParse(link) && MEETING.test(new URL(link).hostname);
}

function isBoilerplate(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { hostname, pathname } = new URL(link);
  return BOILERPLATE.test(hostname) || BOILERPLATE.test(hostname + pathname);
}
