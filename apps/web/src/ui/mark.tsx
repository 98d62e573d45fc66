type MarkProps = { readonly size: number; readonly className?: string };

/** The matoi, drawn on its grid of 32; decorative, the wordmark beside it carries the name. */
export function Mark({ size, className }: MarkProps) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} className={className} aria-hidden="true" fill="currentColor">
      <path d="M16 1.4 20 5.4 16 9.4 12 5.4Z" />
      <rect x="6.1" y="10.6" width="19.8" height="2.8" rx="1.4" />
      <path
        d="M16 15v16M12.14 15l-1.75 11.06M19.86 15l1.75 11.06M8.14 15.03 4.51 23.59M23.86 15.03l3.63 8.56"
        stroke="currentColor"
        strokeWidth="2.8"
        fill="none"
      />
    </svg>
  );
}
