/** Dates as people in Bangkok read them: Buddhist era, Asia/Bangkok, whatever the computer's own zone. */

import { language } from "./words.js";

const ZONE = "Asia/Bangkok";
const HOUR = 3_600_000;

function formatter(options) {
  const locale = language() === "th" ? "th-TH-u-ca-buddhist" : "en-GB-u-ca-buddhist";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
}

/** 09:05 */
export function clock(date) {
  return formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** 09:05:07 */
export function seconds(date) {
  return formatter({
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(date);
}

function parts(date, options) {
  return Object.fromEntries(
    formatter(options)
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
}

/** พ. 25 พ.ย. 2569 */
export function shortDay(date) {
  const { weekday, day, month, year } = parts(date, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return `${weekday} ${day} ${month} ${year}`;
}

/** วันพุธที่ 25 พฤศจิกายน 2569 */
export function longDay(date) {
  const { weekday, day, month, year } = parts(date, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return language() === "th"
    ? `${weekday}ที่ ${day} ${month} ${year}`
    : `${weekday} ${day} ${month} ${year} BE`;
}

/** 2026-11-25: the calendar day in Bangkok, for comparing. */
export function isoDay(date) {
  return new Date(date.getTime() + 7 * HOUR).toISOString().slice(0, 10);
}

/** A picker's own value (no zone; read as Bangkok's) as a date. */
export function ofPicker(value) {
  const [day, time = "00:00"] = value.split("T");
  return new Date(`${day}T${time}:00+07:00`);
}

/** Seconds from `date` to 08:30 of the first day of the next month in Bangkok. */
export function untilNextMonth(date) {
  const local = new Date(date.getTime() + 7 * HOUR);
  const first = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1, 8, 30) - 7 * HOUR;
  return Math.ceil((first - date.getTime()) / 1000);
}
