/* Linear-chain CRF trained by FTRL-proximal (L1 + L2), softmax-margin costs. Deterministic: one thread, fixed order of a seeded shuffle.
   crf train DATA MODEL epochs alpha l1 l2 cost_miss cost_false seed avg_from | crf tag DATA MODEL OUT            */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <stdint.h>
#ifndef L
#define L 11
#endif
#define NEG -1e9
typedef struct { int n; int *lab; int *off; int *ids; } Seq;
static Seq *S; static int nS, nF; static int *buf;
#if L==11
static int allowed(int a,int b){ if(b==0||b%2==1) return 1; return a==b-1||a==b; }
static int okstart(int b){ return b==0||b%2==1; }
#else
static int allowed(int a,int b){ (void)a;(void)b; return 1; }
static int okstart(int b){ (void)b; return 1; }
#endif
static void load(const char*p){ FILE*f=fopen(p,"rb"); fseek(f,0,SEEK_END); long z=ftell(f); rewind(f); buf=malloc(z); if(fread(buf,1,z,f)!=(size_t)z) exit(2); fclose(f);
  int*q=buf; nS=*q++; nF=*q++; S=malloc(sizeof(Seq)*nS);
  for(int i=0;i<nS;i++){ int n=*q++; S[i].n=n; S[i].lab=malloc(4*n); S[i].off=malloc(4*(n+1)); 
    S[i].ids=q; int*base=q; (void)base; int o=0; /* token: label nf ids */
    int*dst=q; for(int t=0;t<n;t++){ int lab=*q++; int nf=*q++; S[i].lab[t]=lab; S[i].off[t]=o; memmove(dst+o,q,4*nf); o+=nf; q+=nf; } S[i].off[n]=o; } }
static float *W,*Z,*N; static float *T,*TZ,*TN; /* T: L*L + L start */
static float alpha=.1,beta=1,l1=1,l2=1;
static inline void upd(float*w,float*z,float*n,float g){ float n2=*n+g*g; float s=(sqrtf(n2)-sqrtf(*n))/alpha; *z+=g-s**w; *n=n2;
  float az=fabsf(*z); if(az<=l1) *w=0; else *w=-(*z-(*z>0?l1:-l1))/((beta+sqrtf(n2))/alpha+l2); }
static inline void updT(float*w,float*z,float*n,float g){ float n2=*n+g*g; float s=(sqrtf(n2)-sqrtf(*n))/alpha; *z+=g-s**w; *n=n2; *w=-*z/((beta+sqrtf(n2))/alpha); }
static double *E,*A,*B,*P; static int cap=0;
static void need(int n){ if(n>cap){ cap=n*2; E=realloc(E,8*cap*L);A=realloc(A,8*cap*L);B=realloc(B,8*cap*L);P=realloc(P,8*cap*L);} }
static void emit(Seq*s,float*w){ for(int t=0;t<s->n;t++){ double e[L]={0}; for(int k=s->off[t];k<s->off[t+1];k++){ int f=s->ids[k]; if(f<0||f>=nF) continue; float*r=w+(long)f*L; for(int y=0;y<L;y++) e[y]+=r[y]; } memcpy(E+t*L,e,sizeof e);} }
static double lse(double*x,int n){ double m=x[0]; for(int i=1;i<n;i++) if(x[i]>m)m=x[i]; double s=0; for(int i=0;i<n;i++) s+=exp(x[i]-m); return m+log(s); }
static double fb(Seq*s){ int n=s->n; double x[L];
  for(int y=0;y<L;y++) A[y]=okstart(y)?T[L*L+y]+E[y]:NEG;
  for(int t=1;t<n;t++) for(int y=0;y<L;y++){ for(int p=0;p<L;p++) x[p]=allowed(p,y)?A[(t-1)*L+p]+T[p*L+y]:NEG; A[t*L+y]=lse(x,L)+E[t*L+y]; }
  for(int y=0;y<L;y++) B[(n-1)*L+y]=0;
  for(int t=n-2;t>=0;t--) for(int y=0;y<L;y++){ for(int p=0;p<L;p++) x[p]=allowed(y,p)?B[(t+1)*L+p]+T[y*L+p]+E[(t+1)*L+p]:NEG; B[t*L+y]=lse(x,L); }
  double z=lse(A+(n-1)*L,L); for(int i=0;i<n*L;i++) P[i]=exp(A[i]+B[i]-z); return z; }
static uint64_t rs; static uint64_t rnd(){ rs^=rs<<13; rs^=rs>>7; rs^=rs<<17; return rs; }
int main(int c,char**v){ load(v[2]);
 long M=(long)nF*L; 
 if(!strcmp(v[1],"train")){ int ep=atoi(v[4]); alpha=atof(v[5]); l1=atof(v[6]); l2=atof(v[7]); double cm=atof(v[8]),cf=atof(v[9]); double ck=getenv("CK")?atof(getenv("CK")):cm; rs=atoi(v[10])*2654435761u+88172645463325252ull; int af=atoi(v[11]);
  W=calloc(M,4);Z=calloc(M,4);N=calloc(M,4);T=calloc(L*L+L,4);TZ=calloc(L*L+L,4);TN=calloc(L*L+L,4);
  double*AW=calloc(M,8); double AT[L*L+L]; memset(AT,0,sizeof AT); int na=0;
  int*ord=malloc(4*nS); for(int i=0;i<nS;i++) ord[i]=i;
  for(int e=0;e<ep;e++){ for(int i=nS-1;i>0;i--){ int j=rnd()%(i+1); int t=ord[i]; ord[i]=ord[j]; ord[j]=t; }
   double loss=0; for(int q=0;q<nS;q++){ Seq*s=&S[ord[q]]; int n=s->n; need(n+1); emit(s,W);
    double gs=0; 
    for(int t=0;t<n;t++){ int g=s->lab[t]; for(int y=0;y<L;y++) if(y!=g) E[t*L+y]+= (g!=0&&y==0)?(g>6?ck:cm):(g==0?cf:0); }
    double z=fb(s); for(int t=0;t<n;t++){ gs+=E[t*L+s->lab[t]]+(t?T[s->lab[t-1]*L+s->lab[t]]:T[L*L+s->lab[0]]); } loss+=z-gs;
    float GT[L*L+L]; memset(GT,0,sizeof GT);
    for(int y=0;y<L;y++) GT[L*L+y]+=P[y]; GT[L*L+s->lab[0]]-=1;
    for(int t=1;t<n;t++){ for(int p=0;p<L;p++) for(int y=0;y<L;y++) if(allowed(p,y)){ double m=A[(t-1)*L+p]+T[p*L+y]+E[t*L+y]+B[t*L+y]-z; if(m>-15) GT[p*L+y]+=exp(m);} GT[s->lab[t-1]*L+s->lab[t]]-=1; }
    for(int t=0;t<n;t++){ float g[L]; int any=0; for(int y=0;y<L;y++){ g[y]=P[t*L+y]-(y==s->lab[t]); if(fabsf(g[y])>1e-3) any=1; }
      if(!any) continue; for(int k=s->off[t];k<s->off[t+1];k++){ int f=s->ids[k]; if(f<0) continue; long o=(long)f*L; for(int y=0;y<L;y++) if(fabsf(g[y])>1e-3) upd(W+o+y,Z+o+y,N+o+y,g[y]); } }
    for(int i=0;i<L*L+L;i++) if(GT[i]!=0) updT(T+i,TZ+i,TN+i,GT[i]);
   }
   long nz=0; for(long i=0;i<M;i++) if(W[i]) nz++; fprintf(stderr,"epoch %d loss %.0f nonzero %ld\n",e,loss,nz);
   if(e>=af){ for(long i=0;i<M;i++) AW[i]+=W[i]; for(int i=0;i<L*L+L;i++) AT[i]+=T[i]; na++; } }
  for(long i=0;i<M;i++) W[i]=fabs(AW[i]/na)<.01?0:AW[i]/na; for(int i=0;i<L*L+L;i++) T[i]=AT[i]/na;
  FILE*f=fopen(v[3],"wb"); fwrite(&nF,4,1,f); fwrite(T,4,L*L+L,f); fwrite(W,4,M,f); fclose(f); }
 else { FILE*f=fopen(v[3],"rb"); int m; if(fread(&m,4,1,f)!=1) exit(2); T=calloc(L*L+L,4); W=calloc((long)m*L,4); if(fread(T,4,L*L+L,f)!=L*L+L||fread(W,4,(long)m*L,f)!=(size_t)m*L) exit(2); fclose(f); nF=m;
  f=fopen(v[4],"wb"); double bias=c>5?atof(v[5]):0;
  for(int q=0;q<nS;q++){ Seq*s=&S[q]; int n=s->n; need(n+1); emit(s,W); for(int t=0;t<n;t++) E[t*L]-=bias;
   int*bp=malloc(4*n*L); double a[L],b[L]; for(int y=0;y<L;y++) a[y]=okstart(y)?T[L*L+y]+E[y]:NEG;
   for(int t=1;t<n;t++){ for(int y=0;y<L;y++){ double best=-1e18; int bi=0; for(int p=0;p<L;p++) if(allowed(p,y)&&a[p]+T[p*L+y]>best){best=a[p]+T[p*L+y];bi=p;} b[y]=best+E[t*L+y]; bp[t*L+y]=bi;} memcpy(a,b,sizeof a);} 
   int y=0; for(int k=1;k<L;k++) if(a[k]>a[y]) y=k; unsigned char*o=malloc(n); for(int t=n-1;t>=0;t--){ o[t]=y; if(t) y=bp[t*L+y]; } fwrite(o,1,n,f); free(o); free(bp);} fclose(f); }
 return 0; }
