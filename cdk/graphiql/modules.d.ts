declare module '*.css';

declare module 'react-dom' {
  export function createPortal(
    children: import('react').ReactNode,
    container: Element,
  ): import('react').ReactPortal;
}

declare module 'react-dom/client' {
  export function createRoot(container: Element): {
    render(children: import('react').ReactNode): void;
  };
}
